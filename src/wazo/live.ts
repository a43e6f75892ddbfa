import { chatError, toChatError, type ChatError } from '../model/errors.js';
import { Backoff } from '../connection/backoff.js';
import type { ConnectionEvent } from '../connection/connection.js';
import type { Pace } from '../device/ports.js';
import { parseEvent } from './events.js';
import type { Renewal } from './renewal.js';
import type { Reader } from './skipped.js';
import { WazoSocket, type SocketEnd, type SocketListener } from './socket.js';
import type { TokenKeeper } from './token-keeper.js';

export interface LiveOptions {
  /** `wss://host[:port]` */
  readonly origin: string;
  readonly tokens: TokenKeeper;
  readonly renewal: Renewal;
  readonly pace: Pace;
  /** Ends it for good. */
  readonly closed: AbortSignal;
  readonly reader: Reader;
  readonly listener: (event: ConnectionEvent) => void;
  readonly WebSocket?: unknown;
}

/** How a turn ends from outside. */
const GIVEN_UP: SocketEnd = { type: 'lost', error: chatError('network', 'The socket was given up.') };

/**
 * Keeps the live events flowing. One loop: a token → a socket with it → whatever ends that → a pause where one is due → the
 * next turn. `restart`, and a new token while the socket is still connecting, end the turn from outside.
 */
export class Live {
  readonly #options: LiveOptions;
  /** Between attempts; short again as soon as events flow. */
  readonly #attempts: Backoff;
  /** Between tokens that are refused although events had flowed; short again when they flow for longer. */
  readonly #tokenPauses: Backoff;
  #turn = new AbortController();
  #socket: WazoSocket | undefined;
  /** Nothing more is tried until it is asked for, or there is another token. */
  #hasFailed = false;
  /** Refusals since the last time that events flowed: after the second, a third token would be refused too. */
  #refusals = 0;

  constructor(options: LiveOptions) {
    this.#options = options;
    const { pace, closed } = options;
    this.#attempts = new Backoff(pace);
    this.#tokenPauses = new Backoff(pace);
    closed.addEventListener('abort', () => this.#turn.abort('closed'));
    pace.onWake(() => this.#socket?.probe(), closed);
  }

  start(): void {
    void this.#loop();
  }

  /** A new socket at once, in place of one that is open, waiting or dead. */
  restart(): void {
    this.#refusals = 0;
    this.#attempts.reset();
    this.#turn.abort('restart');
  }

  /** Another token than before is in use. */
  useToken(token: string): void {
    const socket = this.#socket;
    // One that is still connecting would arrive with the old token.
    const isTooLate = socket && socket.token !== token && !socket.useToken(token);
    if (isTooLate || this.#hasFailed) this.#turn.abort('another token');
  }

  async #loop(): Promise<void> {
    while (!this.#options.closed.aborted) {
      this.#turn = new AbortController();
      const { signal } = this.#turn;
      const end = await this.#connection(signal);
      if (!signal.aborted) await this.#afterEnd(end, signal);
    }
  }

  /** From the token to the end of its socket, or of the turn. */
  async #connection(turn: AbortSignal): Promise<SocketEnd> {
    const { tokens } = this.#options;
    try {
      const token = await tokens.token();
      if (turn.aborted) return GIVEN_UP;
      const end = await this.#serve(token, turn);
      if (end.type === 'refused') tokens.refuse(this.#socket?.token ?? token);
      return end;
    } catch (thrown) {
      return { type: 'lost', error: toChatError(thrown) };
    } finally {
      this.#socket?.dispose();
      this.#socket = undefined;
    }
  }

  #serve(token: string, turn: AbortSignal): Promise<SocketEnd> {
    const { origin, pace, WebSocket } = this.#options;
    return new Promise((resolve) => {
      this.#socket = new WazoSocket({ origin, token, clock: pace, WebSocket }, this.#listen(resolve));
      turn.addEventListener('abort', () => resolve(GIVEN_UP));
      this.#socket.connect();
    });
  }

  #listen(onEnd: (end: SocketEnd) => void): SocketListener {
    const { listener } = this.#options;
    return {
      onLive: () => {
        this.#refusals = 0;
        this.#attempts.reset();
        listener({ type: 'live' });
      },
      onEvent: (envelope) => this.#receive(envelope),
      onBadFrame: (error) => listener({ type: 'problem', error }),
      onEnd,
    };
  }

  #receive(envelope: unknown): void {
    const { listener, renewal, reader } = this.#options;
    const event = parseEvent(envelope, reader);
    if (event === 'expiring') renewal.announce();
    else if (event) listener(event);
  }

  /** Tells how the turn ended and waits for as long as the next one must. */
  async #afterEnd(end: SocketEnd, turn: AbortSignal): Promise<void> {
    const error = end.type === 'refused' ? this.#refused() : end.error;
    this.#options.listener({ type: error.temporary ? 'lost' : 'failed', error });
    if (!error.temporary) await this.#fail(turn);
    else if (end.type === 'lost') await this.#attempts.wait(turn, error.retryAfter);
    else if (end.wasBrief) await this.#tokenPauses.wait(turn);
    else this.#tokenPauses.reset();
  }

  async #fail(turn: AbortSignal): Promise<void> {
    this.#hasFailed = true;
    await aborted(turn);
    this.#hasFailed = false;
  }

  /** What is wrong when a token was refused: nothing that a new one could not mend, the first time. */
  #refused(): ChatError {
    this.#refusals += 1;
    if (this.#refusals > 1) return chatError('bad-token', 'websocketd refused a fresh token.');
    return chatError('network', 'websocketd refused the token.');
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
}
