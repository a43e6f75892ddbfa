import type { Clock } from '../../clock.js';
import { BoundedMap } from './bounded-map.js';
import { ProviderFailure } from './failures.js';
import { fetchRemote } from './remote-fetch.js';
import type { GifSettings } from './settings.js';
import type { Provider, RemoteGif, RemotePage } from './wire.js';

/** Bytes of an answer. */
const LONGEST_ANSWER = 4_000_000;
/** GIFs of one search at most: nobody looks at more. */
export const MOST_RESULTS = 300;
/** Searches that are kept, and for how long (ms). */
const KEPT_SEARCHES = 200;
const KEPT_FOR = 10 * 60_000;
/** GIFs whose addresses are kept. */
const KEPT_GIFS = 5_000;

/** The results of one search, as far as they were asked for. */
interface Results {
  readonly until: number;
  readonly gifs: RemoteGif[];
  next: string | null;
  isComplete: boolean;
  /** The next page on its way, which all wait for who want more. */
  loading?: Promise<void> | undefined;
}

/** A provider's answers, each asked for once in a while. */
export class ProviderApi {
  readonly #provider: Provider;
  readonly #settings: GifSettings;
  readonly #clock: Clock;
  readonly #searches = new BoundedMap<Results>(KEPT_SEARCHES);
  readonly #gifs = new BoundedMap<RemoteGif>(KEPT_GIFS);
  /** Until when it asked to be left alone. */
  #quietUntil = 0;

  constructor(provider: Provider, settings: GifSettings, clock: Clock) {
    this.#provider = provider;
    this.#settings = settings;
    this.#clock = clock;
  }

  /** The first `count` results, or all that there are. @throws ProviderFailure */
  async results(search: string, language: string, count: number): Promise<Results> {
    const results = this.#resultsOf(search, language);
    const wanted = Math.min(count, MOST_RESULTS);
    while (results.gifs.length < wanted && !results.isComplete) {
      results.loading ??= this.#more(results, search, language).finally(() => (results.loading = undefined));
      await results.loading;
    }
    return results;
  }

  /** @throws ProviderFailure `missing` when there is none */
  async gif(id: string): Promise<RemoteGif> {
    const known = this.#gifs.get(id);
    if (known) return known;
    const gif = this.#read(await this.#ask(this.#provider.gifPath(id, this.#settings.key)), (answer) =>
      this.#provider.readGif(answer),
    );
    if (!gif) throw new ProviderFailure('missing', 'knows no such GIF');
    this.#gifs.set(id, gif);
    return gif;
  }

  #resultsOf(search: string, language: string): Results {
    const key = `${language} ${search}`;
    const known = this.#searches.get(key);
    if (known && known.until > this.#clock.now()) return known;
    const until = this.#clock.now() + KEPT_FOR;
    const fresh: Results = { until, gifs: [], next: null, isComplete: false };
    this.#searches.set(key, fresh);
    return fresh;
  }

  async #more(results: Results, search: string, language: string): Promise<void> {
    const query = { search, language, key: this.#settings.key, from: results.next };
    const answer = await this.#ask(this.#provider.pagePath(query));
    const { gifs, next }: RemotePage = this.#read(answer, (content) => this.#provider.readPage(content, query));
    const known = new Set(results.gifs.map(({ id }) => id));
    const fresh = gifs.filter(({ id }) => !known.has(id));
    results.gifs.push(...fresh);
    for (const gif of gifs) this.#gifs.set(gif.id, gif);
    // Pages without anything new could be asked for without end.
    results.isComplete = next === null || fresh.length === 0 || results.gifs.length >= MOST_RESULTS;
    results.next = next;
  }

  async #ask(path: string): Promise<unknown> {
    const wait = Math.ceil((this.#quietUntil - this.#clock.now()) / 1_000);
    if (wait > 0) throw new ProviderFailure('busy', 'asked to be left alone', { retryAfter: wait });
    try {
      const origin = this.#settings.origin ?? this.#provider.origin;
      const { content } = await fetchRemote(origin + path, this.#clock, LONGEST_ANSWER);
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk);
      return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
    } catch (error) {
      if (error instanceof SyntaxError) throw new ProviderFailure('foreign', 'answered with no JSON');
      if (error instanceof ProviderFailure && error.kind === 'busy')
        this.#quietUntil = this.#clock.now() + error.retryAfter * 1_000;
      throw error;
    }
  }

  #read<Result>(answer: unknown, read: (answer: unknown) => Result): Result {
    try {
      return read(answer);
    } catch (error) {
      throw new ProviderFailure('foreign', `answered in another shape: ${(error as Error).message}`);
    }
  }
}
