import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fold, wordsOf } from './fold.js';
import {
  FILE_NAMES,
  type Gif,
  type GifPage,
  type GifQuery,
  type GifSource,
  type Picture,
  type PictureRequest,
  PICTURES,
  unknownGif,
} from './source.js';

/** `server/gifs`, from `server/src/features/gifs` as from `server/dist/features/gifs`; scripts/gifs has drawn them. */
const FOLDER = new URL('../../../gifs/', import.meta.url);

/** The bytes of one, named as who sends it would name it. @throws Error when there is none of that id */
export async function gifFile(id: string): Promise<{ readonly name: string; readonly content: Buffer }> {
  const entry = readIndex(FOLDER).find((one) => one.id === id);
  if (!entry) throw new Error(`There is no GIF "${id}" in the collection`);
  return { name: `${entry.en.title}.gif`, content: await readFile(new URL(`${id}.gif`, FOLDER)) };
}

function readIndex(folder: URL): readonly Entry[] {
  return JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as readonly Entry[];
}

interface Words {
  readonly title: string;
  readonly keywords: readonly string[];
}

interface Entry {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly en: Words;
  readonly fr: Words;
}

/** What a search looks at, folded. */
interface Indexed {
  readonly entry: Entry;
  readonly titles: readonly string[];
  readonly words: readonly string[];
}

/** The project's own GIFs: few, without a third party, and the same in every search. */
export class Collection implements GifSource {
  readonly #folder: URL;
  readonly #all: readonly Indexed[];
  /** Names the bytes of each: an address whose picture changes is another one. */
  readonly #versions = new Map<string, string>();

  constructor(folder: URL = FOLDER) {
    this.#folder = folder;
    const entries = readIndex(folder);
    this.#all = entries.map(indexed);
    for (const { id } of entries) {
      const hash = createHash('sha256').update(readFileSync(new URL(`${id}.gif`, folder)));
      this.#versions.set(id, hash.digest('base64url').slice(0, 12));
    }
  }

  async list({ search, limit, offset, language }: GifQuery): Promise<GifPage> {
    const found = this.#find(wordsOf(search));
    const items = found.slice(offset, offset + limit).map((entry) => this.#toGif(entry, language));
    return { items, total: found.length };
  }

  async picture({ id }: PictureRequest): Promise<Picture> {
    // What is no name of ours never becomes a path.
    if (!this.#versions.has(id)) throw unknownGif(id);
    const content = await readFile(new URL(`${id}.gif`, this.#folder));
    return { type: 'image/gif', size: content.length, content };
  }

  /** Each of the words begins one of a GIF's, in whichever language; those whose titles do come first. */
  #find(wanted: readonly string[]): Entry[] {
    const rank = ({ titles, words }: Indexed): number => {
      const isIn = (all: readonly string[]): boolean =>
        wanted.every((word) => all.some((other) => other.startsWith(word)));
      return isIn(titles) ? 0 : isIn(words) ? 1 : 2;
    };
    return this.#all
      .map((item) => ({ item, rank: rank(item) }))
      .filter((ranked) => ranked.rank < 2)
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item.entry);
  }

  #toGif({ id, width, height, en, fr }: Entry, language: string): Gif {
    const url = `${PICTURES}/${id}/${FILE_NAMES.full}?v=${this.#versions.get(id) ?? ''}`;
    const { title } = language === 'fr' ? fr : en;
    // They are small: the picture that was looked at is the one that is sent, and comes once.
    return { id, title, url, preview_url: url, width, height };
  }
}

function indexed(entry: Entry): Indexed {
  const titles = [entry.en.title, entry.fr.title].flatMap(wordsOf);
  const keywords = [entry.en, entry.fr].flatMap(({ keywords: all }) => all);
  return { entry, titles, words: [...titles, ...keywords.flatMap(wordsOf), fold(entry.id)] };
}
