import { ChatFailure, chatError, type ChatError } from '../../model/errors.js';
import { EVENT_NAMES } from './frames.js';
import { WebSocketClient, type ReconnectOptions } from './sdk.gen.js';

export interface SocketListener {
  /** Subscribed and started: events flow. */
  onLive(): void;
  onEvent(envelope: unknown): void;
  /** Closed or not reached; the SDK's client tries again by itself. */
  onLost(error: ChatError): void;
  /** Closed because of the token (4001–4003); the client has given up. */
  onRefused(): void;
  onBadFrame(error: ChatError): void;
}

/** Pauses in milliseconds between attempts to reconnect. */
const RECONNECTION: ReconnectOptions = {
  minReconnectionDelay: 500,
  maxReconnectionDelay: 30_000,
  reconnectionDelayGrowFactor: 1.8,
  connectionTimeout: 10_000,
};

const TOKEN_REFUSED: ReadonlySet<number> = new Set([4001, 4002, 4003]);

/** The SDK's websocket client at any origin, with bad frames reported rather than thrown into the page. */
export class WazoSocket extends WebSocketClient {
  readonly #origin: string;
  readonly #listener: SocketListener;

  /** @param webSocket a WebSocket class where there is no global one */
  constructor(origin: string, token: string, listener: SocketListener, webSocket?: unknown) {
    const options = webSocket ? { ...RECONNECTION, WebSocket: webSocket } : RECONNECTION;
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

  /** Closes for good. The SDK's own `close` leaves its reconnection loop running when the socket is down. */
  dispose(): void {
    this.unbind();
    this.socket?.close(1000);
  }

  protected override _getUrl(): string {
    return `${this.#origin}/api/websocketd/?version=2&token=${encodeURIComponent(this.token ?? '')}`;
  }

  #receive(event: MessageEvent, handshake: ((event: MessageEvent) => void) | null): void {
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
    if (TOKEN_REFUSED.has(code)) {
      this.dispose();
      this.#listener.onRefused();
    } else {
      this.#listener.onLost(chatError('network', `The live connection closed (${code} ${reason}).`));
    }
  }
}

function parseFrame(data: unknown): { readonly op?: unknown; readonly data?: unknown } {
  if (typeof data !== 'string') throw new ChatFailure('bad-frame', 'A binary frame.');
  const frame = JSON.parse(data) as unknown;
  if (typeof frame !== 'object' || frame === null) throw new ChatFailure('bad-frame', 'A frame that is no object.');
  return frame;
}
