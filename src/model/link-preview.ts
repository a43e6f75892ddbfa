import { visibleName } from './visible-name.js';

/** What is told of the page that a link leads to, as plain text. */
export interface LinkPreview {
  readonly title: string;
  /** A few words on it. */
  readonly text?: string;
  /** Absolute, over http(s); width and height in pixels. It is loaded by the visitor's browser: from a proxy of the page's own, best. */
  readonly picture?: { readonly url: string; readonly width?: number; readonly height?: number };
  /** Of whom the page is; the host of the link is shown anyway. */
  readonly siteName?: string;
}

export interface LinkPreviewContext {
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** Tells of the page that an http(s) address leads to; null: there is nothing to tell. What it rejects with is reported. */
export type LinkPreviewer = (url: string, context: LinkPreviewContext) => Promise<LinkPreview | null>;

/** Characters that are shown. */
const TITLE = 160;
const TEXT = 300;
const SITE = 60;

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a page's own function answered, as far as it is what it should be: texts without what hides or turns them, and cut.
 *
 * @returns null where there is nothing to show
 * @throws TypeError when it is no preview at all
 */
export function readLinkPreview(answer: unknown): LinkPreview | null {
  if (answer === null || answer === undefined) return null;
  const { title, text, picture, siteName } = answer as Fields;
  if (typeof title !== 'string') throw new TypeError('linkPreview() answered neither {title, …} nor null.');
  const shown = shortText(title, TITLE);
  if (shown === '') return null;
  const image = readPicture(picture);
  return {
    title: shown,
    ...(shortText(text, TEXT) === '' ? {} : { text: shortText(text, TEXT) }),
    ...(image ? { picture: image } : {}),
    ...(shortText(siteName, SITE) === '' ? {} : { siteName: shortText(siteName, SITE) }),
  };
}

function shortText(value: unknown, length: number): string {
  if (typeof value !== 'string') return '';
  // Most of a text that is far too long is not even looked at.
  const characters = Array.from(visibleName(value.slice(0, 20 * length)));
  return characters.length > length
    ? `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
    : characters.join('');
}

function readPicture(value: unknown): LinkPreview['picture'] {
  const { url, width, height } = (value ?? {}) as Fields;
  if (typeof url !== 'string') return undefined;
  const address = webAddress(url);
  if (address === undefined) return undefined;
  return isLength(width) && isLength(height) ? { url: address, width, height } : { url: address };
}

/** An absolute http(s) address as a browser takes it; undefined for all others. */
export function webAddress(url: string): string | undefined {
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
}

function isLength(value: unknown): value is number {
  return typeof value === 'number' && value >= 1 && value < 100_000;
}
