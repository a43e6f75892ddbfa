import type { Nodes } from 'mdast';
import { affordable } from '../../markdown/limits.js';
import { safeUrl } from '../../markdown/links.js';
import { formatter } from '../../markdown/load.js';
import { walk } from '../../markdown/tree.js';
import { webAddress } from '../../model/link-preview.js';
import type { Body } from '../../model/message.js';

/** A link as it stands in a text. */
export interface WrittenLink {
  /** What it leads to. */
  readonly url: string;
  readonly start: number;
  readonly end: number;
}

/** Beginnings of addresses over http. What they stand in, such as code, only the parser knows. */
const ADDRESS = /https?:\/\/|www\./i;
/** An address in angle brackets, alone or behind a text. */
const QUIET = /^<|\]\(\s*<[^]*\)$/;
const PARTS = /^(\[[^]*\]\(\s*)([^\s<]\S*?)((?:\s[^]*)?\))$/;

/** Those links of a text that may have a preview, in order: none in code, none that is hidden, none in angle brackets. */
export function linksIn(source: string): readonly WrittenLink[] {
  const root = ADDRESS.test(source) ? formatter()?.parse(affordable(source).head) : undefined;
  const links: WrittenLink[] = [];
  // The parser drops a byte order mark.
  const shift = source.startsWith('\ufeff') ? 1 : 0;
  if (root) walk(root, (node) => visit(node));
  return links;

  function visit(node: Nodes): boolean {
    if (node.type === 'spoiler') return false;
    if (node.type !== 'link') return true;
    const start = (node.position?.start.offset ?? 0) + shift;
    const end = (node.position?.end.offset ?? 0) + shift;
    const url = safeUrl(node.url);
    if (url !== undefined && webAddress(url) === url && !QUIET.test(source.slice(start, end)))
      links.push({ url, start, end });
    return false;
  }
}

const first = new WeakMap<Body, { readonly url: string | undefined }>();

/** The address of which a message shows a preview. */
export function firstLink(body: Body): string | undefined {
  if (!formatter()) return undefined;
  const found = first.get(body) ?? { url: linksIn(body.text)[0]?.url };
  first.set(body, found);
  return found.url;
}

/** A text in whose links to `url` the address stands in angle brackets: nobody sees a preview of them. */
export function withoutPreview(source: string, url: string): string {
  const links = linksIn(source).filter((link) => link.url === url);
  return links.reduceRight((text, { start, end }) => {
    const written = text.slice(start, end);
    const [, before, address, after] = PARTS.exec(written) ?? [];
    const quiet = address === undefined ? `<${absolute(written)}>` : `${before}<${address}>${after}`;
    return text.slice(0, start) + quiet + text.slice(end);
  }, source);
}

/** Between the brackets, an address begins with what leads to it. */
function absolute(address: string): string {
  return /^https?:/i.test(address) ? address : `http://${address}`;
}
