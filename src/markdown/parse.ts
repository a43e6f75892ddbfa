import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import { combineExtensions } from 'micromark-util-combine-extensions';
import type { Extension } from 'micromark-util-types';
import { characterReferences, characterReferencesFromMarkdown } from './character-references.js';
import { literalLinksFromMarkdown } from './literal-links.js';
import { measure, measuredConstructs } from './measured-constructs.js';
import { isInvisible, resolveReferences } from './tree.js';

/** CommonMark and GFM as a chat needs them, without any limit on what it costs to read. */
export const EXTENSIONS: readonly Extension[] = [
  // Without these constructs `<b>` is nothing but text, so that no raw HTML node can ever reach the renderer.
  { disable: { null: ['htmlFlow', 'htmlText'] } },
  characterReferences,
  gfmAutolinkLiteral(),
  gfmStrikethrough(),
  gfmTable(),
  gfmTaskListItem(),
];

// Combined once: the parser does it for each message.
const MEASURED = combineExtensions(measuredConstructs(EXTENSIONS));

const FROM_MARKDOWN = [
  characterReferencesFromMarkdown,
  literalLinksFromMarkdown,
  gfmStrikethroughFromMarkdown(),
  gfmTableFromMarkdown(),
  gfmTaskListItemFromMarkdown(),
];

/**
 * The tree of a text that is `affordable`, or undefined when it is better shown as it was typed: refused by the parser, or
 * nothing to see once parsed (a lone `>` or `#`, or only link definitions). Never throws.
 */
export function parseMessage(source: string): Root | undefined {
  try {
    const { root } = parseMarkdown(source);
    return isInvisible(root) ? undefined : root;
  } catch {
    return undefined;
  }
}

/** The tree as micromark sees it, and the steps that it took (see work.ts). May throw on absurdly nested input. */
export function parseMarkdown(
  source: string,
  extensions: readonly Extension[] = [MEASURED],
): { readonly root: Root; readonly steps: number } {
  const parse = (): Root => fromMarkdown(source, { extensions: [...extensions], mdastExtensions: FROM_MARKDOWN });
  const { result: root, steps } = measure(source, parse);
  resolveReferences(root);
  return { root, steps };
}
