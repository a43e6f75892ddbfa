import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from '../shared/clock.js';
import type { ChatError } from '../../model/errors.js';
import type { User } from '../../model/user.js';

/** Milliseconds between the last key and the request: one word is one request. */
export const TYPING_PAUSE = 150;

/** Finds people; null when `signal` ended it. */
export type FindPeople = (term: string, signal: AbortSignal) => Promise<readonly User[] | ChatError | null>;

/** A search while one types: waits for a pause, drops the request before, never shows an answer to an older question. */
export class PeopleSearch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #find: FindPeople;
  readonly #clock: () => Clock;
  #request: AbortController | undefined;
  #cancelPause: (() => void) | undefined;
  #term = '';
  #status: 'idle' | 'searching' | 'ready' | 'failed' = 'idle';
  #people: readonly User[] = [];
  #error: ChatError | null = null;

  constructor(host: ReactiveControllerHost, find: FindPeople, clock: () => Clock) {
    this.#host = host;
    this.#find = find;
    this.#clock = clock;
    host.addController(this);
  }

  /** `ready`: `people` answer `term`. While `searching` they answer the term before. */
  get status(): 'idle' | 'searching' | 'ready' | 'failed' {
    return this.#status;
  }

  get term(): string {
    return this.#term;
  }

  get people(): readonly User[] {
    return this.#people;
  }

  get error(): ChatError | null {
    return this.#error;
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** Searches after a pause in typing. */
  type(term: string): void {
    this.stop();
    this.#change(term, 'searching');
    this.#cancelPause = this.#clock().after(TYPING_PAUSE, () => void this.#ask(term));
  }

  /** Searches at once. */
  start(term: string): void {
    this.stop();
    this.#change(term, 'searching');
    void this.#ask(term);
  }

  /** Ends what is under way; its answer will not be shown. */
  stop(): void {
    this.#cancelPause?.();
    this.#cancelPause = undefined;
    this.#request?.abort();
    this.#request = undefined;
  }

  async #ask(term: string): Promise<void> {
    const request = new AbortController();
    this.#request = request;
    const found = await this.#find(term, request.signal);
    // An answer may come although the request was given up.
    if (found === null || request.signal.aborted) return;
    if ('code' in found) {
      this.#error = found;
      this.#people = [];
      this.#change(term, 'failed');
    } else {
      this.#people = found;
      this.#change(term, 'ready');
    }
  }

  #change(term: string, status: 'searching' | 'ready' | 'failed'): void {
    this.#term = term;
    this.#status = status;
    this.#host.requestUpdate();
  }
}
