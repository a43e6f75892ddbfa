import { ChatFailure } from '../model/errors.js';
import type { Part } from '../model/message.js';
import type { Carry } from './uploads.js';

/** What a page's own storage is told of a file. */
export interface UploadContext {
  /** The uuid of the room that the file is for. */
  readonly room: string;
  /** Aborted when the person takes the file away. */
  readonly signal: AbortSignal;
  /** To be told how much has gone, from 0 to 1. */
  readonly onProgress: (gone: number) => void;
}

/** Where a page's own storage has put a file. */
export interface UploadedFile {
  /** An absolute http(s) address, good for everyone in the room and for as long as the message is to be read. */
  readonly url: string;
  /** Left out, as the file has them. */
  readonly name?: string;
  readonly contentType?: string;
  /** Bytes. */
  readonly size?: number;
}

/** Puts a file into a page's own storage. What it rejects with is shown as a failed file, which can be tried again. */
export type Uploader = (file: File, context: UploadContext) => Promise<UploadedFile>;

/** The way of files into a page's own storage. */
export function carryBy(uploader: Uploader): Carry {
  return async (room, part, blob, signal, onProgress) => {
    const file =
      blob instanceof File && blob.name === part.name ? blob : new File([blob], part.name, { type: blob.type });
    try {
      const { url, name, contentType, size } = await uploader(file, {
        room,
        signal,
        onProgress: (gone) => onProgress(Number.isFinite(gone) ? Math.min(1, Math.max(0, gone)) : 0),
      });
      const own = { name: name ?? part.name, contentType: contentType ?? part.contentType, size: size ?? part.size };
      return { ...part, ...own, url: addressOf(url) };
    } catch (thrown) {
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      throw new ChatFailure('uploader-failed', `uploader: ${detail}`, { cause: thrown });
    }
  };
}

/** @throws TypeError where it is none that a message may link to */
function addressOf(url: unknown): string {
  const { protocol, href } = new URL(String(url));
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError(`${href} is no http(s) address.`);
  return href;
}

/** A message's text with links to those of its files that no server of the chat keeps, and the other files. */
export function withLinks(
  text: string,
  parts: readonly Part[],
): { readonly text: string; readonly parts: readonly Part[] } {
  const hosted = parts.filter(({ uuid, url }) => uuid === null && url !== null);
  if (hosted.length === 0) return { text, parts };
  const links = hosted.map((part) => linkTo(part)).join('\n');
  return {
    text: text.trim() === '' ? links : `${text}\n\n${links}`,
    parts: parts.filter((part) => !hosted.includes(part)),
  };
}

/** What could mean something in a link's text: signs of formatting, shortcodes, references, addresses; `_` not within a word. */
const MEANINGFUL = /[\\`*~[\]<>|:!#&@]|www\.|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/iu;

function linkTo({ name, contentType, url }: Part): string {
  const label = name.trim().replace(/\s+/g, ' ');
  const shown = MEANINGFUL.test(label) ? verbatim(label) : label;
  return `${contentType.startsWith('image/') ? '!' : ''}[${shown}](<${url ?? ''}>)`;
}

/** A code span: the one place of Markdown where nothing means anything, in every dialect. */
function verbatim(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${text}${pad}${ticks}`;
}
