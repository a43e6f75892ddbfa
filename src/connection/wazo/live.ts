import { chatError, toChatError, type ChatError } from '../../model/errors.js';
import type { ConnectionEvent, TokenContext } from '../connection.js';
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
}

/** A token is renewed this long before its end (milliseconds), or in the last fifth of a short life. */
const RENEW_BEFORE = 60_000;
/** Pause before the provider is asked again when it failed. */
const PROVIDER_PAUSE = 5_000;
/** What `setTimeout` can count. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Keeps the live events flowing: one socket with a valid token, replaced when its token is refused. */
export class Live implements SocketListener {
  readonly #options: LiveOptions;
  #listener: (event: ConnectionEvent) => void = () => undefined;
  #socket: WazoSocket | undefined;
  #socketToken: string | undefined;
  /** Refusals since the last time that events flowed: after the second, a third token would be refused too. */
  #refusals = 0;
  #starting = false;
  #expiryTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  async start(listener: (event: ConnectionEvent) => void): Promise<void> {
    this.#listener = listener;
    await this.#connect();
  }

  /** A new socket at once, in place of one that is waiting or dead. */
  async restart(): Promise<void> {
    this.#refusals = 0;
    await this.#connect();
  }

  stop(): void {
    clearTimeout(this.#expiryTimer);
    this.#stopSocket();
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
    this.#listener({ type: 'live' });
  }

  onLost(error: ChatError): void {
    this.#listener({ type: 'lost', error });
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
    if (this.#starting) return;
    this.#starting = true;
    this.#stopSocket();
    try {
      const token = await this.#options.tokens.token();
      if (!this.#options.signal.aborted) this.#openSocket(token);
    } catch (thrown) {
      this.#tokenFailed(thrown, 'start');
    } finally {
      this.#starting = false;
    }
  }

  #openSocket(token: string): void {
    this.#socketToken = token;
    this.#socket = new WazoSocket(this.#options.origin, token, this, this.#options.WebSocket);
    this.#socket.connect();
  }

  #stopSocket(): void {
    clearTimeout(this.#retryTimer);
    this.#socket?.dispose();
    this.#socket = undefined;
  }

  /** A new token for the socket: sent over it while it is open, otherwise used by a new one. */
  async #renew(reason: TokenContext['reason']): Promise<void> {
    const { tokens, requester, signal } = this.#options;
    try {
      const token = await tokens.renew(this.#socketToken ?? '', reason);
      const { expiresAt } = parseToken(await requester.readToken(token, signal));
      if (signal.aborted) return;
      this.expectExpiry(expiresAt);
      this.#use(token);
    } catch (thrown) {
      this.#tokenFailed(thrown, reason);
    }
  }

  #use(token: string): void {
    if (!this.#socket) {
      this.#openSocket(token);
      return;
    }
    this.#socketToken = token;
    this.#socket.updateToken(token);
  }

  #tokenFailed(thrown: unknown, reason: TokenContext['reason']): void {
    if (this.#options.signal.aborted) return;
    const error = toChatError(thrown);
    if (!error.temporary) {
      this.#stopSocket();
      this.#listener({ type: 'failed', error });
      return;
    }
    // A socket that is still open stays so until its token ends.
    if (!this.#socket) this.#listener({ type: 'lost', error });
    this.#retryTimer = setTimeout(() => void this.#renew(reason), PROVIDER_PAUSE);
  }
}
