import { findLink } from '../../../markdown/find-link.js';
import { safeUrl } from '../../../markdown/links.js';
import type { Selection } from '../text-history.js';
import { wholeCharacters, type TextEdit } from './edit.js';
import { partsOf, type Parse, type Part } from './outline.js';

/** Makes a link of what is selected, with the caret where its address goes, or takes the link around the selection away. */
export function toggleLink(source: string, selected: Selection, parse: Parse): TextEdit | undefined {
  const { start, end } = trimmed(source, wholeCharacters(source, selected));
  const parts = partsOf(source, parse);
  const link = parts.findLast((part) => isWrittenLink(part) && part.start <= start && end <= part.end);
  if (link && (start < end || (link.start < start && end < link.end))) return unlink(source, link);
  if (!canBeLinked(parts, { start, end }, source)) return undefined;
  const words = source.slice(start, end);
  if (addressIn(words) !== undefined) return edit({ start, end }, `[](${destination(words)})`, start + 1);
  return edit({ start, end }, `[${words}]()`, words === '' ? start + 1 : start + words.length + 3);
}

/** The link that an address makes of what is selected when it is pasted over it; undefined: it takes its place instead. */
export function linkTo(source: string, selected: Selection, pasted: string, parse: Parse): TextEdit | undefined {
  const address = pasted.trim();
  const { start, end } = trimmed(source, selected);
  const words = source.slice(start, end);
  if (words === '' || addressIn(address) === undefined || addressIn(words) !== undefined) return undefined;
  if (!canBeLinked(partsOf(source, parse), { start, end }, source)) return undefined;
  const text = `[${words}](${destination(address)})`;
  return edit({ start, end }, text, start + text.length);
}

function isWrittenLink({ type, isLiteral }: Part): boolean {
  return type === 'link' && !isLiteral;
}

/** What is left is its words, or its address where it has none: nothing goes that somebody wrote. */
function unlink(source: string, { start, end, inner }: Part): TextEdit {
  const words = source.slice(inner.start, inner.end);
  const text = words.trim() === '' ? (/\]\(\s*<?(.*?)>?\s*\)$/s.exec(source.slice(start, end))?.[1] ?? words) : words;
  return { start, end, text, selection: { start, end: start + text.length } };
}

function edit({ start, end }: Selection, text: string, caret: number): TextEdit {
  return { start, end, text, selection: { start: caret, end: caret } };
}

function trimmed(source: string, { start, end }: Selection): Selection {
  const words = source.slice(start, end);
  const from = start + words.length - words.trimStart().length;
  return words.trim() === '' ? { start: end, end } : { start: from, end: from + words.trim().length };
}

/** No link lies in another one, over two paragraphs, across other markers, or in code; and no bracket ends its text too early. */
function canBeLinked(parts: readonly Part[], { start, end }: Selection, source: string): boolean {
  const words = source.slice(start, end);
  if (words.includes('\n') || !isBalanced(words)) return false;
  return !parts.some((part) => {
    if (part.end <= start || end <= part.start) return false;
    if (part.type === 'code') return true;
    if (start <= part.start && part.end <= end) return isWrittenLink(part);
    if (part.type === 'inlineCode' || isWrittenLink(part)) return true;
    return !(part.inner.start <= start && end <= part.inner.end);
  });
}

function isBalanced(words: string): boolean {
  let open = 0;
  for (const sign of words) {
    if (sign === '[') open += 1;
    if (sign === ']' && (open -= 1) < 0) return false;
  }
  return open === 0 && !words.endsWith('\\');
}

/** The address that a text is, and nothing else. */
function addressIn(text: string): string | undefined {
  if (/\s/.test(text)) return undefined;
  const found = findLink(text);
  if (found?.length === text.length) return found.url;
  return /^(?:https?:\/\/|mailto:|tel:|sips?:)/i.test(text) ? safeUrl(text) : undefined;
}

/** An address as it stands between the brackets of a link: no bracket of its own ends it, and no backslash is lost. */
export function destination(address: string): string {
  const url = findLink(address)?.length === address.length ? (findLink(address)?.url ?? address) : address;
  const escaped = url.replace(/[\\<>\s]/g, (sign) => encodeURIComponent(sign));
  return escaped.replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
}
