import { ChatFailure } from '../model/errors.js';
import type { TokenContext, TokenProvider } from '../connection/connection.js';

/**
 * Holds the access token, in memory only, and asks the host page's provider for one when needed. However many callers
 * need a token at a time, the provider is asked once.
 */
export class TokenKeeper {
  readonly #provider: TokenProvider;
  readonly #signal: AbortSignal;
  readonly #check: (token: string) => Promise<void>;
  #token: string | undefined;
  #asking: Promise<string> | undefined;

  /** @param check rejects for a token that must not be used */
  constructor(
    provider: TokenProvider,
    signal: AbortSignal,
    check: (token: string) => Promise<void> = () => Promise.resolve(),
  ) {
    this.#provider = provider;
    this.#signal = signal;
    this.#check = check;
  }

  /** The token at hand, or the first one. */
  async token(): Promise<string> {
    return this.#token ?? this.#ask('start');
  }

  /**
   * A token in place of one that was refused or is about to expire. When another caller has already replaced that one,
   * the provider is not asked again.
   */
  async renew(old: string, reason: TokenContext['reason']): Promise<string> {
    if (this.#token !== undefined && this.#token !== old) return this.#token;
    return this.#ask(reason);
  }

  /** The next token that is needed is asked for. */
  forget(): void {
    this.#token = undefined;
  }

  #ask(reason: TokenContext['reason']): Promise<string> {
    this.#asking ??= this.#provide(reason).finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #provide(reason: TokenContext['reason']): Promise<string> {
    const token = await this.#callProvider(reason);
    // Tokens are uuids, but what matters is that one can stand in a header and in an URL.
    if (typeof token !== 'string' || !/^[\w.~+/=-]+$/.test(token)) {
      throw new ChatFailure('token-provider-failed', 'The token provider did not answer with a token.');
    }
    await this.#check(token);
    this.#token = token;
    return token;
  }

  async #callProvider(reason: TokenContext['reason']): Promise<unknown> {
    try {
      return await this.#provider({ reason, signal: this.#signal });
    } catch (cause) {
      throw new ChatFailure('token-provider-failed', cause instanceof Error ? cause.message : String(cause), { cause });
    }
  }
}
