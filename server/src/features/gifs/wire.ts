/** A GIF as a provider tells of it, with the addresses of its pictures there. */
export interface RemoteGif {
  readonly id: string;
  readonly title: string;
  readonly full: string;
  readonly preview: string;
  readonly width: number;
  readonly height: number;
}

/** Results of a provider, in its order. */
export interface RemotePage {
  readonly gifs: readonly RemoteGif[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

export interface RemoteQuery {
  /** Empty: what is popular. */
  readonly search: string;
  readonly language: string;
  readonly key: string;
  /** Where the page begins; null: at the beginning. */
  readonly from: string | null;
}

/** How to speak with a provider. */
export interface Provider {
  readonly name: string;
  readonly origin: string;
  /** Hosts that its pictures come from, and those below them. */
  readonly hosts: readonly string[];
  /** The path of a request, with its query. */
  pagePath(query: RemoteQuery): string;
  gifPath(id: string, key: string): string;
  /** @throws Error when the answer is not of the provider's shape */
  readPage(answer: unknown, query: RemoteQuery): RemotePage;
  /** @returns undefined when there is no such GIF. @throws Error as `readPage` */
  readGif(answer: unknown): RemoteGif | undefined;
}

/** GIFs that a page of a provider has. */
export const PAGE = 50;
/** Code points of a title. */
const LONGEST_TITLE = 200;

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** @throws Error when it is none */
export function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${what} is no list`);
  return value;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Pixels, be they written as text; 0 when they are none. */
export function pixelsOf(value: unknown): number {
  const number = Math.round(Number(value));
  return number > 0 && number <= 10_000 ? number : 0;
}

/** A line without what turns or hides text. */
export function titleOf(...candidates: readonly unknown[]): string {
  const cleaned = candidates.map((text) =>
    textOf(text)
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim(),
  );
  return Array.from(cleaned.find(Boolean) ?? 'GIF')
    .slice(0, LONGEST_TITLE)
    .join('');
}

/** What can be shown of a list; one that cannot does not keep the others away. */
export function isWhole({ id, full, preview, width, height }: RemoteGif): boolean {
  return /^[\w-]{1,100}$/.test(id) && URL.canParse(full) && URL.canParse(preview) && width > 0 && height > 0;
}
