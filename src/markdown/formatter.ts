// All that reads Markdown's syntax and draws it, as one chunk: src/markdown/load.ts brings it while the widget signs in.
import type { Root } from 'mdast';
import type { MarkdownOptions } from './context.js';
import type { DrawPart } from './gradual.js';
import { parseMessage } from './parse.js';
import { renderTree } from './render-tree.js';
import { sliceTree } from './slice-tree.js';
import { textOf } from './tree.js';

export interface Formatter {
  /** A text in parts to be drawn one by one; undefined when it is better shown as it was typed. */
  readonly render: (source: string, options: MarkdownOptions) => readonly DrawPart[] | undefined;
  /** The words of a text; `transform` is applied to written text, not to code. Undefined as above. */
  readonly read: (source: string, transform: (text: string) => string) => string | undefined;
  /** The tree of a text, with the places of its parts. Undefined as above. */
  readonly parse: (source: string) => Root | undefined;
}

export const formatter: Formatter = {
  render(source, options) {
    const root = parseMessage(source);
    return root && sliceTree(root, source).map((part) => () => renderTree(part, options));
  },
  read(source, transform) {
    const root = parseMessage(source);
    return root && textOf(root, transform);
  },
  parse: parseMessage,
};
