import { Readable } from 'node:stream';
import type { Clock } from '../../clock.js';
import { BoundedMap } from './bounded-map.js';
import { ProviderFailure } from './failures.js';
import { fetchRemote } from './remote-fetch.js';
import type { Picture } from './source.js';

/** Bytes of a picture. */
export const LARGEST_PICTURE = 12_000_000;
/** Bytes of all pictures that are kept, and of one of them. */
const KEPT_BYTES = 64_000_000;
const LARGEST_KEPT = 2_000_000;
/** Pictures that may be on their way at the same time. */
const MOST_AT_ONCE = 60;

const TYPES: readonly (readonly [type: string, isOne: (head: Buffer) => boolean])[] = [
  ['image/gif', (head) => /^GIF8[79]a/.test(head.toString('latin1', 0, 6))],
  ['image/webp', (head) => /^RIFF.{4}WEBP/s.test(head.toString('latin1', 0, 12))],
];

export interface PictureProxyOptions {
  /** Hosts that pictures may come from, and those below them. */
  readonly hosts: readonly string[];
  /** An origin that they may come from, too. */
  readonly origin: string | undefined;
  readonly clock: Clock;
}

/** Hands a provider's pictures on, piece by piece, and keeps those that were asked for last. */
export class PictureProxy {
  readonly #options: PictureProxyOptions;
  readonly #kept = new BoundedMap<{ readonly type: string; readonly content: Buffer }>(
    KEPT_BYTES,
    ({ content }) => content.length,
  );
  #running = 0;

  constructor(options: PictureProxyOptions) {
    this.#options = options;
  }

  /** @throws ProviderFailure when it cannot be had, or is no picture; one that breaks off ends with an error */
  async read(key: string, url: string): Promise<Picture> {
    const kept = this.#kept.get(key);
    if (kept) return { ...kept, size: kept.content.length };
    if (!this.#isAllowed(url)) throw new ProviderFailure('foreign', 'named a picture on a host that is not its own');
    if (this.#running >= MOST_AT_ONCE) throw new ProviderFailure('busy', 'is asked for too many pictures at once');
    this.#running += 1;
    try {
      return await this.#begin(key, url);
    } catch (error) {
      this.#running -= 1;
      throw error;
    }
  }

  async #begin(key: string, url: string): Promise<Picture> {
    const { content, cancel } = await fetchRemote(url, this.#options.clock, LARGEST_PICTURE);
    const chunks = content[Symbol.asyncIterator]();
    const head = await firstOf(chunks);
    const type = TYPES.find(([, isOne]) => isOne(head))?.[0];
    if (type === undefined) {
      cancel();
      throw new ProviderFailure('foreign', 'answered with what is no moving picture');
    }
    const whole = this.#keeping(key, type, head, chunks);
    const end = (): void => {
      this.#running -= 1;
      cancel();
    };
    return { type, content: streamOf(whole, end) };
  }

  /** The picture piece by piece; kept when all of it has come. */
  async *#keeping(
    key: string,
    type: string,
    head: Buffer,
    rest: AsyncIterator<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    const kept: Uint8Array[] = [head];
    let size = head.length;
    yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      size += next.value.length;
      if (size <= LARGEST_KEPT) kept.push(next.value);
      yield next.value;
    }
    if (size <= LARGEST_KEPT) this.#kept.set(key, { type, content: Buffer.concat(kept) });
  }

  #isAllowed(url: string): boolean {
    const { protocol, hostname, origin } = new URL(url);
    if (origin === this.#options.origin) return true;
    return protocol === 'https:' && this.#options.hosts.some((host) => `.${hostname}`.endsWith(`.${host}`));
  }
}

/**
 * As `Readable.from`, which would wait for the next piece before it ends: that may never come.
 * @param onEnd called once, be it read to its end or given up
 */
function streamOf(chunks: AsyncIterator<Uint8Array>, onEnd: () => void): Readable {
  return new Readable({
    read() {
      chunks.next().then(
        ({ done, value }) => this.push(done ? null : value),
        (error: unknown) => this.destroy(error as Error),
      );
    },
    destroy(error, callback) {
      onEnd();
      callback(error);
    },
  });
}

/** As much of the beginning as tells the type. */
async function firstOf(chunks: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < 12) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}
