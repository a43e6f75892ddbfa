import { chatError, toChatError, type ChatError } from '../model/errors.js';
import { Backoff } from '../connection/backoff.js';
import type { ConnectionEvent, TokenContext } from '../connection/connection.js';
import { onWake } from '../device/browser/wake.js';
import { parseEvent } from './frames.js';
import { parseToken } from './parse.js';
import type { Requester } from './requester.js';
import { WazoSocket, type SocketListener } from './socket.js';
import type { TokenKeeper } from './token-keeper.js';

export interface LiveOptions {
  /** `wss://host[:port]` */
  readonly origin: string;
  readonly tokens: TokenKeeper;
  readonly requester: Requester;
  readonly signal: AbortSignal;
  readonly WebSocket?: unknown;
  /** Given in tests. */
  readonly backoff?: Backoff | undefined;
}

/** A token is renewed this long before its end (milliseconds), or in the last fifth of a short life. */
const RENEW_BEFORE = 60_000;
/** What `setTimeout` can count. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Keeps the live events flowing: one socket with a valid token, replaced when it is closed, dead or refused. The pauses
 * between attempts grow at random, and end at once when the network may be there again.
 */
export class Live implements SocketListener {
  readonly #options: LiveOptions;
  readonly #backoff: Backoff;
  #listener: (event: ConnectionEvent) => void = () => undefined;
  #socket: WazoSocket | undefined;
  #socketToken: string | undefined;
  /** Refusals since the last time that events flowed: after the second, a third token would be refused too. */
  #refusals = 0;
  /** Counts the attempts: one that was overtaken by another must not go on. */
  #attempt = 0;
  #expiryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#backoff = options.backoff ?? new Backoff();
    onWake(() => this.#socket?.probe(), options.signal);
  }

  async start(listener: (event: ConnectionEvent) => void): Promise<void> {
    this.#listener = listener;
    await this.#connect();
  }

  /** A new socket at once, in place of one that is waiting or dead. */
  async restart(): Promise<void> {
    this.#refusals = 0;
    this.#backoff.reset();
    await this.#connect();
  }

  stop(): void {
    this.#attempt += 1;
    clearTimeout(this.#expiryTimer);
    this.#dropSocket();
  }

  /** Renews the token shortly before `expiresAt` (milliseconds since 1970). */
  expectExpiry(expiresAt: number | null): void {
    clearTimeout(this.#expiryTimer);
    if (expiresAt === null) return;
    const left = expiresAt - Date.now();
    const pause = left - Math.min(RENEW_BEFORE, left / 5);
    // A life longer than a timer can count is somebody else's to renew.
    if (pause > LONGEST_TIMER) return;
    this.#expiryTimer = setTimeout(() => void this.#renew('expiring'), Math.max(0, pause));
  }

  onLive(): void {
    this.#refusals = 0;
    this.#backoff.reset();
    this.#listener({ type: 'live' });
  }

  onLost(error: ChatError): void {
    this.#socket = undefined;
    this.#listener({ type: 'lost', error });
    void this.#connectLater();
  }

  onBadFrame(error: ChatError): void {
    this.#listener({ type: 'problem', error });
  }

  onEvent(envelope: unknown): void {
    try {
      const event = parseEvent(envelope);
      if (event === 'expiring') void this.#renew('expiring');
      else if (event) this.#listener(event);
    } catch (thrown) {
      const { detail } = toChatError(thrown);
      this.onBadFrame(chatError('bad-frame', detail));
    }
  }

  onRefused(): void {
    this.#refusals += 1;
    this.#socket = undefined;
    if (this.#refusals > 1) {
      const error = chatError('bad-token', 'websocketd refused a fresh token.');
      this.#listener({ type: 'failed', error });
      return;
    }
    this.#listener({ type: 'lost', error: chatError('network', 'websocketd refused the token.') });
    void this.#renew('refused');
  }

  async #connect(): Promise<void> {
    const attempt = (this.#attempt += 1);
    this.#dropSocket();
    try {
      const token = await this.#options.tokens.token();
      if (attempt === this.#attempt) this.#openSocket(token);
    } catch (thrown) {
      await this.#tokenFailed(thrown, 'start');
    }
  }

  async #connectLater(): Promise<void> {
    const attempt = this.#attempt;
    await this.#backoff.wait(this.#options.signal);
    if (attempt === this.#attempt && !this.#options.signal.aborted) await this.#connect();
  }

  #openSocket(token: string): void {
    // One that is still connecting would arrive with the old token.
    this.#dropSocket();
    this.#socketToken = token;
    this.#socket = new WazoSocket(this.#options.origin, token, this, this.#options.WebSocket);
    this.#socket.connect();
  }

  #dropSocket(): void {
    this.#socket?.dispose();
    this.#socket = undefined;
  }

  /** A new token for the socket: sent over it while it is open, otherwise used by a new one. */
  async #renew(reason: TokenContext['reason']): Promise<void> {
    const { tokens, requester, signal } = this.#options;
    const attempt = this.#attempt;
    try {
      const token = await tokens.renew(this.#socketToken ?? '', reason);
      const { expiresAt } = parseToken(await requester.readToken(token, signal));
      if (signal.aborted) return;
      this.expectExpiry(expiresAt);
      if (this.#socket?.isConnected()) this.#use(this.#socket, token);
      else if (attempt === this.#attempt) this.#openSocket(token);
    } catch (thrown) {
      await this.#tokenFailed(thrown, reason);
    }
  }

  #use(socket: WazoSocket, token: string): void {
    this.#socketToken = token;
    socket.updateToken(token);
  }

  async #tokenFailed(thrown: unknown, reason: TokenContext['reason']): Promise<void> {
    const { signal } = this.#options;
    if (signal.aborted) return;
    const error = toChatError(thrown);
    if (!error.temporary) {
      this.#dropSocket();
      this.#listener({ type: 'failed', error });
      return;
    }
    // A socket that is still open stays so until its token ends.
    this.#listener(this.#socket ? { type: 'problem', error } : { type: 'lost', error });
    const attempt = this.#attempt;
    await this.#backoff.wait(signal);
    if (attempt === this.#attempt && !this.#stopped) await this.#renew(reason);
  }

  get #stopped(): boolean {
    return this.#options.signal.aborted;
  }
}
