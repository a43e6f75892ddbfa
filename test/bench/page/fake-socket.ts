/** websocketd's side of the protocol: init, acknowledgements, pongs. */
export class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;

  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: Event) => void) | null = null;
  onclose: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  readyState = FakeSocket.CONNECTING;
  binaryType = 'blob';
  readonly bufferedAmount = 0;
  readonly #all: Set<FakeSocket>;

  constructor(all: Set<FakeSocket>) {
    super();
    for (const type of ['open', 'message', 'close', 'error'] as const) {
      this.addEventListener(type, (event) => this[`on${type}`]?.(event));
    }
    this.#all = all;
    queueMicrotask(() => {
      this.readyState = FakeSocket.OPEN;
      this.#all.add(this);
      this.dispatchEvent(new Event('open'));
      this.deliver(JSON.stringify({ op: 'init', code: 0, data: { version: 2 } }));
    });
  }

  deliver(data: string): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  send(text: string): void {
    const { op, data } = JSON.parse(text) as { op: string; data?: unknown };
    const answer = op === 'ping' ? { op: 'pong', code: 0, data } : { op, code: 0, data: null };
    queueMicrotask(() => this.deliver(JSON.stringify(answer)));
  }

  close(): void {
    this.readyState = FakeSocket.CLOSED;
    this.#all.delete(this);
    this.dispatchEvent(new CloseEvent('close', { code: 1000 }));
  }
}
