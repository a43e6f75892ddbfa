import type { Root } from 'mdast';
import { fromMarkdown, type Options } from 'mdast-util-from-markdown';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import { combineExtensions } from 'micromark-util-combine-extensions';
import { characterReferences, characterReferencesFromMarkdown } from './character-references.js';
import { parsePlainParagraphs } from './fast-path.js';
import { rareSyntax } from './lazy-syntax.js';
import { isWithinLimits } from './limits.js';
import { literalLinksFromMarkdown } from './literal-links.js';
import { isInvisible, resolveReferences } from './tree.js';

const OPTIONS = {
  // Combined once: the parser does it for each message.
  extensions: [
    combineExtensions([
      // Without these constructs `<b>` is nothing but text, so that no raw HTML node can ever reach the renderer.
      { disable: { null: ['htmlFlow', 'htmlText'] } },
      characterReferences,
      gfmAutolinkLiteral(),
      gfmStrikethrough(),
      gfmTaskListItem(),
    ]),
  ],
  mdastExtensions: [
    characterReferencesFromMarkdown,
    literalLinksFromMarkdown,
    gfmStrikethroughFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
  ],
} satisfies Options;

/**
 * The tree of a message, or undefined when it is better shown as it was typed: too costly to parse, refused by the
 * parser, or nothing to see once parsed (a lone `>` or `#`, or only link definitions). Never throws.
 */
export function parseMessage(source: string): Root | undefined {
  const plain = parsePlainParagraphs(source);
  if (plain) return plain;
  if (!isWithinLimits(source)) return undefined;
  try {
    const root = parseMarkdown(source);
    return isInvisible(root) ? undefined : root;
  } catch {
    return undefined;
  }
}

/** The tree as micromark sees it, without short cuts and limits; may throw on absurdly nested input. */
export function parseMarkdown(source: string): Root {
  const root = fromMarkdown(source, options());
  resolveReferences(root);
  return root;
}

function options(): Options {
  const rare = rareSyntax();
  if (!rare) return OPTIONS;
  const { extensions, mdastExtensions } = OPTIONS;
  return {
    extensions: [...extensions, rare.extension],
    mdastExtensions: [...mdastExtensions, rare.fromMarkdown],
  };
}
