import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import { combineExtensions } from 'micromark-util-combine-extensions';
import type { Extension } from 'micromark-util-types';
import { numbersFromMarkdown, restoreTyped } from './as-typed.js';
import { chatSyntax } from './chat-syntax.js';
import { fencesOf } from './fences.js';
import { fillFences, withoutFenced } from './fenced.js';
import { literalLinks, literalLinksFromMarkdown } from './literal-links.js';
import { measure, measuredConstructs } from './measured-constructs.js';
import { mentions, mentionsFromMarkdown } from './mentions.js';
import { spoilerFromMarkdown } from './spoiler.js';
import { isInvisible } from './tree.js';

/** CommonMark and GFM as a chat needs them, without any limit on what it costs to read. */
export const EXTENSIONS: readonly Extension[] = [chatSyntax, literalLinks, mentions, gfmTable(), gfmTaskListItem()];

// Combined once: the parser does it for each message.
const MEASURED = combineExtensions(measuredConstructs(EXTENSIONS));

const FROM_MARKDOWN = [
  numbersFromMarkdown,
  literalLinksFromMarkdown,
  mentionsFromMarkdown,
  gfmStrikethroughFromMarkdown(),
  spoilerFromMarkdown,
  gfmTableFromMarkdown(),
  gfmTaskListItemFromMarkdown(),
];

/**
 * The tree of a text that is `affordable`, or undefined when it is better shown as it was typed: refused by the parser, or
 * nothing to see once parsed (a lone `>` or `#`). Never throws.
 */
export function parseMessage(source: string): Root | undefined {
  try {
    const { root } = parseMarkdown(source);
    return isInvisible(root) ? undefined : root;
  } catch {
    return undefined;
  }
}

/**
 * The tree as micromark sees it, and the steps that it took (see work.ts). May throw on absurdly nested input.
 * @param fences blocks of code whose lines micromark need not read
 */
export function parseMarkdown(
  source: string,
  extensions: readonly Extension[] = [MEASURED],
  fences = fencesOf(withoutMark(source)),
): { readonly root: Root; readonly steps: number } {
  const text = withoutMark(source);
  const short = withoutFenced(text, fences);
  const parse = (): Root => fromMarkdown(short, { extensions: [...extensions], mdastExtensions: FROM_MARKDOWN });
  const { result: root, steps } = measure(short, parse);
  fillFences(root, text, fences);
  restoreTyped(root, text);
  return { root, steps };
}

/** The parser drops a byte order mark, and counts no place for it. */
function withoutMark(source: string): string {
  return source.replace(/^\ufeff/, '');
}
