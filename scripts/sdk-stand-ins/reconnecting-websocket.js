// In place of `reconnecting-websocket`: one attempt. The next one is made by src/wazo/live.ts, which knows about
// tokens, pauses at random and can be told to hurry; two loops would open two sockets.
export default class OneAttemptWebSocket {
  OPEN = 1;
  onopen = null;
  onmessage = null;
  onerror = null;
  onclose = null;
  #socket;
  #timer;

  constructor(url, _protocols, { WebSocket: Socket = WebSocket, connectionTimeout } = {}) {
    this.#socket = new Socket(url());
    this.#socket.onopen = (event) => {
      clearTimeout(this.#timer);
      this.onopen?.(event);
    };
    this.#socket.onmessage = (event) => this.onmessage?.(event);
    this.#socket.onerror = (event) => this.onerror?.(event);
    this.#socket.onclose = (event) => this.#closed(event);
    this.#timer = setTimeout(
      () => this.#closed({ code: 1006, reason: 'timeout', target: this.#socket }),
      connectionTimeout,
    );
  }

  get readyState() {
    return this.#socket.readyState;
  }

  send(data) {
    this.#socket.send(data);
  }

  close(code) {
    clearTimeout(this.#timer);
    this.#socket.close(code);
  }

  /** Tells once, whether the socket closed or its patience ended. */
  #closed(event) {
    clearTimeout(this.#timer);
    this.#socket.onclose = null;
    this.#socket.close();
    this.onclose?.(event);
  }
}
