import type { Backoff } from '../connection/backoff.js';
import { customEmojiLoaded } from '../store/room-changes.js';
import type { SessionCore } from './core.js';

/** The server's own emoji: asked for when they are first wanted, and again when live events flow again. */
export class CustomEmojiList {
  readonly #core: SessionCore;
  readonly #backoff: Backoff;
  /** How often they were asked for; 0: nobody wants them. */
  #wishes = 0;
  #isAsking = false;

  /** @param backoff waits before they are asked for again that could not be had */
  constructor(core: SessionCore, backoff: Backoff) {
    this.#core = core;
    this.#backoff = backoff;
  }

  /** Makes sure that they will be in the store. */
  want(): void {
    if (this.#wishes === 0 && this.#core.connection.can.custom_emoji) void this.#wish();
  }

  /** There may be others by now. */
  refresh(): void {
    if (this.#wishes === 0) return;
    this.#backoff.skip();
    void this.#wish();
  }

  async #wish(): Promise<void> {
    this.#wishes += 1;
    if (this.#isAsking) return;
    this.#isAsking = true;
    for (let isDone = false; !isDone;) isDone = await this.#ask();
    this.#isAsking = false;
  }

  /** @returns whether that was all */
  async #ask(): Promise<boolean> {
    const { connection, store, signal, report } = this.#core;
    const wishes = this.#wishes;
    try {
      const emoji = await connection.can.custom_emoji?.list(signal);
      if (emoji && !signal.aborted) store.apply(customEmojiLoaded(emoji));
      this.#backoff.reset();
      return signal.aborted || wishes === this.#wishes;
    } catch (thrown) {
      if (signal.aborted) return true;
      const { temporary, retryAfter } = report(thrown);
      if (!temporary) return true;
      await this.#backoff.wait(signal, retryAfter);
      return false;
    }
  }
}
