import { ChatFailure, chatError, type ChatError } from '../model/errors.js';
import { EVENT_NAMES } from './frames.js';
import { Heartbeat } from './heartbeat.js';
import { WebSocketClient, type ReconnectOptions } from './sdk.gen.js';

export interface SocketListener {
  /** Subscribed and started: events flow. */
  onLive(): void;
  onEvent(envelope: unknown): void;
  /** Closed, dead or not reached; this socket is of no more use. */
  onLost(error: ChatError): void;
  /** Closed because of the token (4001–4003); the client has given up. */
  onRefused(): void;
  onBadFrame(error: ChatError): void;
}

/**
 * The SDK's client would reconnect by itself, without jitter and without knowing about tokens: it is allowed one attempt,
 * and `Live` makes the next.
 */
const ONE_ATTEMPT: ReconnectOptions = { maxRetries: 0, connectionTimeout: 10_000 };

const TOKEN_REFUSED: ReadonlySet<number> = new Set([4001, 4002, 4003]);

/** The SDK's websocket client at any origin, with bad frames reported rather than thrown into the page. */
export class WazoSocket extends WebSocketClient {
  readonly #origin: string;
  readonly #listener: SocketListener;
  readonly #heartbeat = new Heartbeat(
    () => this.pingServer(),
    () => this.#lost('The connection is dead: a ping was not answered.'),
  );

  /** @param webSocket a WebSocket class where there is no global one */
  constructor(origin: string, token: string, listener: SocketListener, webSocket?: unknown) {
    const options = webSocket ? { ...ONE_ATTEMPT, WebSocket: webSocket } : ONE_ATTEMPT;
    super({ host: origin, token, version: 2, events: EVENT_NAMES }, options);
    this.#origin = origin;
    this.#listener = listener;
    this.on('initialized', () => listener.onLive());
    this.on('onclose', (event: { readonly code?: number; readonly reason?: string }) => this.#closed(event));
  }

  override connect(): void {
    super.connect();
    const { socket } = this;
    if (!socket) return;
    const handshake = socket.onmessage;
    socket.onmessage = (event) => this.#receive(event, handshake);
  }

  /** Asks whether the connection still lives. */
  probe(): void {
    if (this.isConnected()) this.#heartbeat.probe();
  }

  /** Closes for good; the listener hears nothing more. */
  dispose(): void {
    this.unbind();
    this.#heartbeat.stop();
    this.socket?.close(1000);
  }

  protected override _getUrl(): string {
    return `${this.#origin}/api/websocketd/?version=2&token=${encodeURIComponent(this.token ?? '')}`;
  }

  #receive(event: MessageEvent, handshake: ((event: MessageEvent) => void) | null): void {
    this.#heartbeat.alive();
    try {
      const frame = parseFrame(event.data);
      if (frame.op === 'event') this.#listener.onEvent(frame.data);
      else handshake?.(event);
    } catch (thrown) {
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      this.#listener.onBadFrame(chatError('bad-frame', detail));
    }
  }

  #closed({ code = 1006, reason = '' }: { readonly code?: number; readonly reason?: string }): void {
    if (!TOKEN_REFUSED.has(code)) {
      this.#lost(`The live connection closed (${code} ${reason}).`);
      return;
    }
    this.dispose();
    this.#listener.onRefused();
  }

  #lost(detail: string): void {
    this.dispose();
    this.#listener.onLost(chatError('network', detail));
  }
}

function parseFrame(data: unknown): { readonly op?: unknown; readonly data?: unknown } {
  if (typeof data !== 'string') throw new ChatFailure('bad-frame', 'A binary frame.');
  const frame = JSON.parse(data) as unknown;
  if (typeof frame !== 'object' || frame === null) throw new ChatFailure('bad-frame', 'A frame that is no object.');
  return frame;
}
