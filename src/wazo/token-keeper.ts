import { ChatFailure } from '../model/errors.js';
import type { TokenContext, TokenProvider } from '../connection/connection.js';
import type { Clock } from '../device/ports.js';
import { within } from './within.js';

type Reason = TokenContext['reason'];

/** What is known of a token, from the server. */
export interface TokenInfo {
  readonly userUuid: string;
  /** Milliseconds from its issue to its end, by the server's own clock; null when the server does not say. */
  readonly life: number | null;
}

/** Judges each new token and hears which one is in use. */
export interface TokenUser {
  /**
   * @returns what the server says of the token; null when it was not asked
   * @throws {ChatFailure} for a token that must not be used
   */
  check(token: string): Promise<TokenInfo | null>;
  /** From now on, this token is in use. */
  replaced(token: string, info: TokenInfo | null): void;
}

/**
 * Milliseconds that the provider may take. At the start, and when there is no good token, it may have to ask a person; while
 * the old one is still good, an answer that does not come must not keep another from being asked for.
 */
const PATIENCE: Readonly<Record<Reason, number>> = { start: 300_000, refused: 300_000, expiring: 30_000 };

interface Question {
  readonly reason: Reason;
  readonly answer: Promise<string>;
  /** Takes the question back. */
  readonly end: AbortController;
}

/**
 * Holds the access token, in memory only, and asks the host page's provider for one when needed. However many callers
 * need a token at a time, the provider is asked once.
 */
export class TokenKeeper {
  readonly #provider: TokenProvider;
  readonly #user: TokenUser;
  readonly #clock: Clock;
  readonly #closed: AbortSignal;
  #token: string | undefined;
  /** The token that the server refused, until there is another. */
  #refused: string | undefined;
  #question: Question | undefined;

  /** @param closed ends every question for good */
  constructor(provider: TokenProvider, user: TokenUser, clock: Clock, closed: AbortSignal) {
    this.#provider = provider;
    this.#user = user;
    this.#clock = clock;
    this.#closed = closed;
  }

  /** The token in use; undefined before the first, and after one was refused. */
  get current(): string | undefined {
    return this.#token;
  }

  /** The token in use, or a new one where there is none. */
  async token(): Promise<string> {
    return this.#token ?? this.#ask(this.#refused === undefined ? 'start' : 'refused');
  }

  /**
   * A token in place of one that was refused or is about to expire. When another caller has already replaced that one,
   * the provider is not asked again.
   *
   * @returns for `expiring` perhaps the old token, when the provider has no other
   */
  async renew(old: string, reason: Exclude<Reason, 'start'>): Promise<string> {
    if (this.#token !== undefined && this.#token !== old) return this.#token;
    if (reason === 'refused') this.refuse(old);
    return this.#ask(reason);
  }

  /** The server refused this token: it is not used any more, even if the provider should fail. */
  refuse(token: string): void {
    if (this.#token !== undefined && this.#token !== token) return;
    this.#refused = token;
    this.#token = undefined;
  }

  /** The next token that is needed is asked for anew, even if a question is open. */
  forget(): void {
    this.#token = undefined;
    this.#refused = undefined;
    this.#question?.end.abort(new Error('A token is asked for anew.'));
    this.#question = undefined;
  }

  async #ask(reason: Reason): Promise<string> {
    const open = this.#question;
    if (!open) return this.#begin(reason);
    if (open.reason !== 'expiring' || reason === 'expiring') return open.answer;
    // The answer to `expiring` may be the very token that was refused meanwhile: then the provider is told so.
    await open.answer.catch(() => undefined);
    return this.token();
  }

  #begin(reason: Reason): Promise<string> {
    const end = new AbortController();
    const answer = this.#provide(reason, end.signal).finally(() => {
      if (this.#question?.end === end) this.#question = undefined;
    });
    this.#question = { reason, answer, end };
    return answer;
  }

  async #provide(reason: Reason, ended: AbortSignal): Promise<string> {
    const token = await this.#callProvider(reason, ended);
    // Tokens are uuids, but what matters is that one can stand in a header and in an URL.
    if (typeof token !== 'string' || !/^[\w.~+/=-]+$/.test(token)) {
      throw new ChatFailure('token-provider-failed', 'The token provider did not answer with a token.');
    }
    if (token === this.#token) return token;
    if (reason === 'expiring' && token === this.#refused) {
      throw new ChatFailure('token-provider-failed', 'The token provider answered with a token that was refused.');
    }
    const info = await this.#user.check(token);
    if (ended.aborted || this.#closed.aborted)
      throw new ChatFailure('token-provider-failed', 'The answer came too late.');
    this.#token = token;
    this.#refused = undefined;
    this.#user.replaced(token, info);
    return token;
  }

  async #callProvider(reason: Reason, ended: AbortSignal): Promise<unknown> {
    const bounds = { clock: this.#clock, ms: PATIENCE[reason], signals: [this.#closed, ended] };
    try {
      return await within(bounds, async (signal) => this.#provider({ reason, signal }));
    } catch (cause) {
      throw new ChatFailure('token-provider-failed', cause instanceof Error ? cause.message : String(cause), { cause });
    }
  }
}
