import { ChatFailure, chatError, type ChatError } from '../model/errors.js';
import type { Clock } from '../device/ports.js';
import { EVENT_NAMES } from './events.js';
import { Heartbeat } from './heartbeat.js';
import { WebSocketClient } from './sdk.gen.js';

/** How a socket ended. */
export type SocketEnd =
  /** Closed, dead or not reached. */
  | { readonly type: 'lost'; readonly error: ChatError }
  /** Closed because of the token (4001–4003). `wasBrief`: events had flowed, but for less than a few seconds. */
  | { readonly type: 'refused'; readonly wasBrief: boolean };

export interface SocketListener {
  /** Subscribed and started: events flow. */
  onLive(): void;
  onEvent(envelope: unknown): void;
  onBadFrame(error: ChatError): void;
  /** This socket is of no more use; nothing more is heard of it. */
  onEnd(end: SocketEnd): void;
}

export interface WazoSocketOptions {
  /** `wss://host[:port]` */
  readonly origin: string;
  readonly token: string;
  readonly clock: Clock;
  /** A WebSocket class where there is no global one. */
  readonly WebSocket?: unknown;
}

/** Milliseconds within which events must flow. */
const START_PATIENCE = 10_000;
/** Milliseconds of flowing events after which a socket has not been brief. */
const BRIEF = 5_000;

const TOKEN_REFUSED: ReadonlySet<number> = new Set([4001, 4002, 4003]);

/**
 * The SDK's websocket client at any origin, with bad frames reported rather than thrown into the page. The SDK would
 * reconnect by itself, without jitter and without knowing about tokens: it makes one attempt, and `Live` makes the next.
 */
export class WazoSocket extends WebSocketClient {
  readonly #origin: string;
  readonly #clock: Clock;
  readonly #listener: SocketListener;
  readonly #heartbeat: Heartbeat;
  /** Ends the patience before events flow, then the time in which the socket is brief. */
  #cancel: () => void;
  #isLive = false;
  #isBrief = false;
  #hasEnded = false;

  constructor({ origin, token, clock, WebSocket }: WazoSocketOptions, listener: SocketListener) {
    const reconnect = { maxRetries: 0, connectionTimeout: START_PATIENCE, ...(WebSocket ? { WebSocket } : {}) };
    super({ host: origin, token, version: 2, events: EVENT_NAMES }, reconnect);
    this.#origin = origin;
    this.#clock = clock;
    this.#listener = listener;
    this.#heartbeat = new Heartbeat(
      clock,
      () => this.pingServer(),
      () => this.#lost('The connection is dead: a ping was not answered.'),
    );
    this.#cancel = clock.after(START_PATIENCE, () => this.#lost('No events flowed within 10 s.'));
    this.on('initialized', () => this.#started());
    this.on('onclose', (event: { readonly code?: number; readonly reason?: string }) => this.#closed(event));
  }

  override connect(): void {
    super.connect();
    const { socket } = this;
    if (!socket) return;
    const handshake = socket.onmessage;
    socket.onmessage = (event) => this.#receive(event, handshake);
  }

  /** Goes on with another token, without a gap. @returns false when this socket cannot: it is not live */
  useToken(token: string): boolean {
    const canTell = this.#isLive && this.isConnected();
    if (canTell) this.updateToken(token);
    return canTell;
  }

  /** Asks whether the connection still lives. */
  probe(): void {
    if (this.#isLive && this.isConnected()) this.#heartbeat.probe();
  }

  /** Closes for good; the listener hears nothing more. */
  dispose(): void {
    this.#hasEnded = true;
    this.unbind();
    this.#cancel();
    this.#heartbeat.stop();
    this.socket?.close(1000);
  }

  protected override _getUrl(): string {
    return `${this.#origin}/api/websocketd/?version=2&token=${encodeURIComponent(this.token ?? '')}`;
  }

  #receive(event: MessageEvent, handshake: ((event: MessageEvent) => void) | null): void {
    // Frames that were under way when the socket was closed.
    if (this.#hasEnded) return;
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

  #started(): void {
    this.#isLive = true;
    this.#isBrief = true;
    this.#cancel();
    this.#cancel = this.#clock.after(BRIEF, () => (this.#isBrief = false));
    this.#listener.onLive();
  }

  #closed({ code = 1006, reason = '' }: { readonly code?: number; readonly reason?: string }): void {
    if (TOKEN_REFUSED.has(code)) this.#end({ type: 'refused', wasBrief: this.#isBrief });
    else this.#lost(`The live connection closed (${code} ${reason}).`);
  }

  #lost(detail: string): void {
    this.#end({ type: 'lost', error: chatError('network', detail) });
  }

  #end(end: SocketEnd): void {
    this.dispose();
    this.#listener.onEnd(end);
  }
}

function parseFrame(data: unknown): { readonly op?: unknown; readonly data?: unknown } {
  if (typeof data !== 'string') throw new ChatFailure('bad-frame', 'A binary frame.');
  const frame = JSON.parse(data) as unknown;
  if (typeof frame !== 'object' || frame === null) throw new ChatFailure('bad-frame', 'A frame that is no object.');
  return frame;
}
