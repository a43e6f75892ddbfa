import type { Code, ListItem, Paragraph, Root } from 'mdast';
import type { Extension } from 'mdast-util-from-markdown';
import { walk } from './tree.js';

/** A word such as `js` or `c++`, which names a language. */
const LANGUAGE = /^[\w+#.-]+$/;
/** Closes a fence, but stands behind the last words instead of below them, as many write it. */
const CLOSING_FENCE = /(?<=[^`\n])`{3}$/;

/** For mdast-util-from-markdown: keeps the number before each item of a list, of which it knows only the first. */
export const numbersFromMarkdown: Extension = {
  exit: {
    listItemValue(token) {
      const item = this.stack.at(-1) as ListItem | undefined;
      if (item) item.data = { number: Number.parseInt(this.sliceSerialize(token), 10) };
    },
    // The standard handler decodes the label's entities, which are none in a chat, for references, which there are none.
    labelText: () => undefined,
  },
};

/** Puts back what a document does not need, but what somebody wrote. */
export function restoreTyped(root: Root, source: string): void {
  for (const block of root.children) if (block.type === 'paragraph') restoreIndentation(block, source);
  walk(root, (node) => {
    if (node.type === 'code') restoreFence(node);
  });
}

/** The blanks before a paragraph's first line; those of the others are there. */
function restoreIndentation(paragraph: Paragraph, source: string): void {
  const start = paragraph.position?.start.offset ?? 0;
  const indentation = /[ \t]*$/.exec(source.slice(source.lastIndexOf('\n', start - 1) + 1, start))?.[0] ?? '';
  const [first] = paragraph.children;
  if (indentation === '') return;
  if (first?.type === 'text') first.value = indentation + first.value;
  else paragraph.children.unshift({ type: 'text', value: indentation });
}

/** Words behind an opening fence are its first line, unless it is one word, before others: a language. */
function restoreFence(code: Code): void {
  code.value = code.value.replace(CLOSING_FENCE, '');
  if (!code.lang) return;
  if (!code.meta && code.value !== '' && LANGUAGE.test(code.lang)) return;
  const words = code.meta ? `${code.lang} ${code.meta}` : code.lang;
  code.value = code.value === '' ? words : `${words}\n${code.value}`;
  code.value = code.value.replace(CLOSING_FENCE, '');
  code.lang = null;
}
