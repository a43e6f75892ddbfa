/** A short film without sound that can be chosen and sent. */
export interface Gif {
  readonly id: string;
  /** What one sees, in words: its text alternative. */
  readonly title: string;
  /** Where it is, whole: absolute, over http(s). It is loaded from there to be sent. */
  readonly url: string;
  /** Where a smaller one is to choose it by, or the same. */
  readonly previewUrl: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export interface GifPage {
  readonly items: readonly Gif[];
  /** How many there are in all; left out, there are more for as long as pages are full. */
  readonly total?: number;
}

export interface GifSearch {
  /** How many are wanted at most. */
  readonly limit: number;
  /** How many of the first ones are known already. */
  readonly offset: number;
  /** Aborted when the answer is no longer needed. */
  readonly signal: AbortSignal;
  /** Of titles and words, a BCP 47 tag. */
  readonly language: string;
}

/** Where GIFs come from. */
export interface GifProvider {
  /** @param term what is looked for; empty: what is popular. Rejects when there are none to be had */
  search(term: string, options: GifSearch): Promise<GifPage>;
}

/**
 * What a page's own provider answered, as far as it is what it should be.
 *
 * @throws Error when it is no page of GIFs at all
 */
export function readGifPage(answer: unknown): GifPage {
  const { items, total } = (answer ?? {}) as { readonly items?: unknown; readonly total?: unknown };
  if (!Array.isArray(items)) throw new Error('gifProvider.search() did not answer with {items: […]}.');
  const gifs = items.filter(isGif);
  return typeof total === 'number' ? { items: gifs, total } : { items: gifs };
}

function isGif(value: unknown): value is Gif {
  const { id, title, url, previewUrl, width, height } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isAddress = (address: unknown): boolean => typeof address === 'string' && /^https?:\/\//i.test(address);
  const isLength = (length: unknown): boolean => typeof length === 'number' && length > 0 && length < Infinity;
  return (
    typeof id === 'string' &&
    typeof title === 'string' &&
    isAddress(url) &&
    isAddress(previewUrl) &&
    isLength(width) &&
    isLength(height)
  );
}
