import type { Clock } from '../../device/ports.js';
import type { ChatError } from '../../model/errors.js';
import type { Gif, GifPage, GifSearch } from '../../model/gif.js';

/** GIFs of a page. */
const PAGE = 24;
/** Milliseconds after the last key in which nothing is asked yet. */
const PAUSE = 300;

type Ask = (term: string, options: GifSearch) => Promise<GifPage | ChatError | null>;

export interface GifResultsOptions {
  readonly clock: () => Pick<Clock, 'after'>;
  readonly ask: Ask;
  readonly language: () => string;
  readonly onChange: () => void;
}

/** What was found for a term, page by page. What was found before stays until something else is there. */
export class GifResults {
  items: readonly Gif[] = [];
  /** The term of the items; null before the first are there. */
  found: string | null = null;
  error: ChatError | null = null;
  isLoading = false;
  hasMore = false;
  /** Of all that there are; null where nobody knows. */
  total: number | null = null;

  readonly #options: GifResultsOptions;
  #term = '';
  /** How many were asked for. */
  #asked = 0;
  #running = new AbortController();
  #cancelPause = (): void => undefined;

  constructor(options: GifResultsOptions) {
    this.#options = options;
  }

  /** Looks for something else: soon, while a word is being written, or `now`. */
  search(term: string, when: 'soon' | 'now'): void {
    this.stop();
    this.#term = term.trim();
    if (this.#term === this.found && !this.error) return;
    const begin = (): void => void this.#load(0);
    if (when === 'now') begin();
    else this.#cancelPause = this.#options.clock().after(PAUSE, begin);
  }

  more(): void {
    if (this.hasMore && !this.isLoading && !this.error && this.#term === this.found) void this.#load(this.#asked);
  }

  /** Asks again for what failed. */
  retry(): void {
    void this.#load(this.#term === this.found ? this.#asked : 0);
  }

  /** Nobody waits any more. */
  stop(): void {
    this.#cancelPause();
    this.#running.abort();
    this.isLoading = false;
  }

  async #load(offset: number): Promise<void> {
    this.stop();
    const { signal } = (this.#running = new AbortController());
    const term = this.#term;
    this.isLoading = true;
    this.error = null;
    this.#options.onChange();
    const answer = await this.#options.ask(term, { limit: PAGE, offset, signal, language: this.#options.language() });
    if (signal.aborted || !answer) return;
    this.isLoading = false;
    if ('code' in answer) this.error = answer;
    else this.#take(answer, term, offset);
    this.#options.onChange();
  }

  #take({ items, total }: GifPage, term: string, offset: number): void {
    const before = offset === 0 ? [] : this.items;
    const known = new Set(before.map(({ id }) => id));
    // Lists move on between two pages.
    this.items = [...before, ...items.filter(({ id }) => !known.has(id))];
    this.found = term;
    this.#asked = offset + PAGE;
    this.total = total ?? null;
    this.hasMore = total === undefined ? items.length >= PAGE : this.#asked < total;
  }
}
