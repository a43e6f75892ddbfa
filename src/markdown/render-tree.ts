import { html, nothing, type TemplateResult } from 'lit';
import type { Code, Heading, List, ListItem, Nodes, Parents, Root } from 'mdast';
import type { MarkdownOptions, RenderContext } from './context.js';
import { blockDirection } from './direction.js';
import { gradually } from './gradual.js';
import { renderMention } from './mentions.js';
import { renderImage, renderLink } from './render-links.js';
import { renderSpoiler } from './render-spoiler.js';
import { renderTable } from './render-table.js';
import { renderText, withEmoji } from './render-text.js';
import { isLoose, MAX_DEPTH, numbersOf, textOf } from './tree.js';

type Renderers = {
  readonly [Type in Nodes['type']]?: (node: Extract<Nodes, { type: Type }>, c: RenderContext) => unknown;
};

const RENDERERS: Renderers = {
  text: (node, c) => renderText(node.value, c),
  emphasis: (node, c) => html`<em>${renderChildren(node, c)}</em>`,
  strong: (node, c) => html`<strong>${renderChildren(node, c)}</strong>`,
  delete: (node, c) => html`<del>${renderChildren(node, c)}</del>`,
  spoiler: renderSpoiler,
  inlineCode: (node) => html`<code>${node.value}</code>`,
  break: () => html`<br />`,
  link: renderLink,
  mention: renderMention,
  image: renderImage,
  paragraph: (node, c) => html`<p dir=${blockDirection(node, c)}>${renderChildren(node, c)}</p>`,
  heading: renderHeading,
  blockquote: (node, c) => html`<blockquote dir=${blockDirection(node, c)}>${renderChildren(node, c)}</blockquote>`,
  code: renderCode,
  list: renderList,
  table: renderTable,
  thematicBreak: () => html`<hr />`,
};

/** A message's tree as a template. Never throws. */
export function renderTree(root: Root, options: MarkdownOptions): unknown {
  const { emojiFor, pictureFor, labels, people, codeTools } = options;
  const shared = { emojiFor, pictureFor, labels, people, codeTools };
  return renderChildren(root, { ...shared, isInLink: false, depth: 0, children: renderChildren });
}

function renderChildren(parent: Parents, context: RenderContext): unknown {
  if (context.depth > MAX_DEPTH) return textOf(parent, (text) => withEmoji(text, context.emojiFor));
  const inner = { ...context, depth: context.depth + 1 };
  const parts = parent.children.map((child) => renderNode(child, inner));
  // A list of one costs Lit two more comment nodes in the page; most messages are one text in one paragraph.
  return parts.length === 1 ? parts[0] : parts;
}

function renderNode(node: Nodes, context: RenderContext): unknown {
  const render = RENDERERS[node.type] as ((node: Nodes, context: RenderContext) => unknown) | undefined;
  // Nodes without a renderer should not exist; should an extension bring one, its text is shown and nothing else.
  return render ? render(node, context) : textOf(node);
}

// A heading for those who listen, but two ranks down: a message must not become a first or second rank heading of the
// page around the chat. A `<p>`, because the rank is a matter of meaning here, not of the element.
function renderHeading(node: Heading, context: RenderContext): TemplateResult {
  const level = Math.min(node.depth + 2, 6);
  const names = `md-heading md-heading-${node.depth}`;
  const dir = blockDirection(node, context);
  // Blanks are kept: none but those that were written.
  return html`<p class=${names} role="heading" aria-level=${level} dir=${dir}>${renderChildren(node, context)}</p>`;
}

// Focusable, because whoever has no mouse could not scroll it otherwise; a group, not a region: every region would be
// one more landmark of the page around us.
// Its head has its height from the beginning and does not scroll with the code: tools never cover a line. They come behind
// the code, which the Tab key reaches before, and stand above it.
function renderCode(node: Code, { labels, codeTools }: RenderContext): TemplateResult {
  const language = node.lang ? html`<span class="md-language">${node.lang}</span>` : nothing;
  const code = html`<pre tabindex="0" role="group" aria-label=${labels.code}><code>${renderLines(node)}</code></pre>`;
  return html`<div class="md-code" dir="ltr">${language}${code}${codeTools?.(node) ?? nothing}</div>`;
}

// Each slice is a box of its own, so that those which are there are not laid out again.
function renderLines({ value, data }: Code): unknown {
  if (!data?.slices) return value;
  return gradually(data.slices.map((slice) => () => html`<span class="md-lines">${slice}</span>`));
}

function renderList(list: List, context: RenderContext): TemplateResult {
  const hasGaps = isLoose(list);
  const dir = blockDirection(list, context);
  if (list.ordered !== true)
    return html`<ul dir=${dir}>
      ${list.children.map((item) => renderItem(item, hasGaps, context))}
    </ul>`;
  const numbers = numbersOf(list);
  const digits = String(Math.max(...numbers)).length;
  return html`<ol data-digits=${digits > 2 ? digits : nothing} dir=${dir}>
    ${list.children.map((item, index) => renderItem(item, hasGaps, context, skipTo(numbers, index)))}
  </ol>`;
}

/** An item's number, unless it is the one that a browser counts. */
function skipTo(numbers: readonly number[], index: number): number | undefined {
  return numbers[index] === (numbers[index - 1] ?? 0) + 1 ? undefined : numbers[index];
}

function renderItem(item: ListItem, hasGaps: boolean, context: RenderContext, number?: number): TemplateResult {
  const content = hasGaps ? renderChildren(item, context) : renderTightItem(item, context);
  if (typeof item.checked !== 'boolean') return html`<li value=${number ?? nothing}>${content}</li>`;
  return html`<li class="md-task" value=${number ?? nothing}>${renderCheckbox(item.checked, context)} ${content}</li>`;
}

// The items of a list without blank lines hold text, not paragraphs.
function renderTightItem(item: ListItem, context: RenderContext): unknown {
  if (context.depth > MAX_DEPTH) return renderChildren(item, context);
  const inner = { ...context, depth: context.depth + 1 };
  return item.children.map((child) =>
    child.type === 'paragraph' ? renderChildren(child, inner) : renderNode(child, inner),
  );
}

function renderCheckbox(isDone: boolean, { labels }: RenderContext): TemplateResult {
  const label = isDone ? labels.taskDone : labels.taskOpen;
  return html`<input type="checkbox" disabled ?checked=${isDone} aria-label=${label} />`;
}
