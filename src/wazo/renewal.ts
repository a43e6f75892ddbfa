import { chatError, toChatError, type ChatError } from '../model/errors.js';
import type { Clock } from '../device/ports.js';
import type { TokenKeeper } from './token-keeper.js';

/** A token is renewed this long before its end (milliseconds), or in the last fifth of a short life. */
const RENEW_BEFORE = 60_000;
/** Milliseconds between two questions to the provider at least. */
const SHORTEST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;
/** What `setTimeout` can count. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Has the token replaced shortly before its end. It counts by timers alone, from the life that the server gave the token: what
 * the device's clock says, or how it jumps, does not matter. A token that was no longer young when it was handed over ends
 * earlier than expected here; the server announces that over the socket, or refuses the token.
 */
export class Renewal {
  readonly #tokens: TokenKeeper;
  readonly #clock: Clock;
  readonly #report: (error: ChatError) => void;
  readonly #closed: AbortSignal;
  #cancel: () => void = () => undefined;
  /** Questions in a row that brought no other token. */
  #misses = 0;
  /** A question is open. */
  #isAsking = false;
  /** Ends the shortest pause after a question; undefined when it is over. */
  #rest: (() => void) | undefined;
  /** The server has announced the token's end since the last question. */
  #isAnnounced = false;

  constructor(tokens: TokenKeeper, clock: Clock, closed: AbortSignal, report: (error: ChatError) => void) {
    this.#tokens = tokens;
    this.#clock = clock;
    this.#closed = closed;
    this.#report = report;
    closed.addEventListener('abort', () => {
      this.#cancel();
      this.#rest?.();
    });
  }

  /**
   * A token is in use from now on.
   *
   * @param life milliseconds from its issue to its end; null when they are not known
   */
  begin(life: number | null): void {
    this.#misses = 0;
    this.#isAnnounced = false;
    this.#cancel();
    if (life === null) return;
    const pause = Math.max(SHORTEST_PAUSE, life - Math.min(RENEW_BEFORE, life / 5));
    // A life longer than a timer can count is somebody else's to renew.
    if (pause <= LONGEST_TIMER) this.#askIn(pause);
  }

  /** The server says that the token ends soon. */
  announce(): void {
    if (this.#isAsking || this.#rest) this.#isAnnounced = true;
    else void this.#ask();
  }

  #askIn(pause: number): void {
    this.#cancel();
    this.#cancel = this.#clock.after(pause, () => void this.#ask());
  }

  async #ask(): Promise<void> {
    this.#cancel();
    const old = this.#tokens.current;
    // A token that was refused is replaced by whoever needs one.
    if (old === undefined) return;
    this.#beginRest();
    this.#isAsking = true;
    const problem = await this.#problemWith(old);
    this.#isAsking = false;
    if (problem === null || this.#closed.aborted || this.#tokens.current !== old) return;
    this.#report(problem);
    this.#askIn(Math.min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** this.#misses));
    this.#misses += 1;
  }

  /** @returns why the provider brought no other token; null when it did */
  async #problemWith(old: string): Promise<ChatError | null> {
    try {
      if ((await this.#tokens.renew(old, 'expiring')) !== old) return null;
      return chatError('token-provider-failed', 'The token provider answered with the token that is about to expire.');
    } catch (thrown) {
      return toChatError(thrown);
    }
  }

  #beginRest(): void {
    this.#rest?.();
    this.#isAnnounced = false;
    this.#rest = this.#clock.after(SHORTEST_PAUSE, () => {
      this.#rest = undefined;
      if (this.#isAnnounced) this.announce();
    });
  }
}
