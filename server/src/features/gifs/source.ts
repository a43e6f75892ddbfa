import type { Readable } from 'node:stream';
import { chatdError, type ApiError } from '../../errors.js';

export interface GifQuery {
  /** Empty: what is popular. */
  readonly search: string;
  readonly limit: number;
  readonly offset: number;
  /** Of titles and search words: a language without a region, such as `fr`. */
  readonly language: string;
}

/** A GIF as REST carries it. */
export interface Gif {
  readonly id: string;
  /** What one sees, in words. */
  readonly title: string;
  /** Both are addresses below the server's own that need no token. */
  readonly url: string;
  readonly preview_url: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export interface GifPage {
  readonly items: readonly Gif[];
  /** How many there are beyond doubt; a provider may have more, which is known when they were asked for. */
  readonly total: number;
}

export type Rendition = 'full' | 'preview';

/** Whose picture is asked for, by its address. */
export interface PictureRequest {
  readonly id: string;
  readonly rendition: Rendition;
  /** '' where the address has none. */
  readonly signature: string;
}

/** A picture that somebody may see. */
export interface Picture {
  readonly type: string;
  /** Bytes; undefined where that is not known before its end. */
  readonly size?: number | undefined;
  readonly content: Readable | Uint8Array;
}

/** Where GIFs come from. */
export interface GifSource {
  /** @throws ApiError 502 or 503 when there are none to be had */
  list(query: GifQuery): Promise<GifPage>;
  /** @throws ApiError 404 for an address that is not ours; 502 or 503 when the picture cannot be had */
  picture(request: PictureRequest): Promise<Picture>;
}

/** Where pictures are, below the server's own address. */
export const PICTURES = '/api/chatd/1.0/gifs';

export const FILE_NAMES: Readonly<Record<Rendition, string>> = { full: 'full.gif', preview: 'preview.gif' };

export const unknownGif = (id: string): ApiError =>
  chatdError(404, 'unknown-gif', `No such GIF: "${id}"`, { id }, 'gifs');
