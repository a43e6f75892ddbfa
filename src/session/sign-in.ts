import type { Backoff } from '../connection/backoff.js';
import type { NewestPage, Opening } from '../connection/connection.js';
import { toChatError, type ChatError } from '../model/errors.js';
import type { SessionCore } from './core.js';

export interface SignInHooks {
  opened(opening: Opening): void;
  failed(error: ChatError): void;
  /** The messages that will be wanted once it is open. */
  next(): NewestPage | null;
}

/** Finds out who the user is and what the server can do; tries again by itself while the failure is temporary. */
export class SignIn {
  readonly #core: SessionCore;
  readonly #hooks: SignInHooks;
  /** Waits between attempts. */
  readonly #backoff: Backoff;

  constructor(core: SessionCore, hooks: SignInHooks, backoff: Backoff) {
    this.#core = core;
    this.#hooks = hooks;
    this.#backoff = backoff;
  }

  async start(): Promise<void> {
    for (let wait = await this.#attempt(); wait !== null; wait = await this.#attempt())
      await this.#backoff.wait(this.#core.signal, wait);
  }

  /** Tries again at once, where a pause is under way. */
  skip(): void {
    this.#backoff.skip();
  }

  /** @returns what to wait before another attempt (milliseconds), or null when none is worth it */
  async #attempt(): Promise<number | null> {
    const { connection, signal } = this.#core;
    try {
      const opening = await connection.open(signal, this.#hooks.next());
      if (!signal.aborted) this.#hooks.opened(opening);
      return null;
    } catch (thrown) {
      if (signal.aborted) return null;
      const error = toChatError(thrown);
      this.#hooks.failed(error);
      return error.temporary ? (error.retryAfter ?? 0) : null;
    }
  }
}
