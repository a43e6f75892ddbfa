import { HIDDEN } from '../../../markdown/hidden.js';
import { itemNumbers } from './plain-lines.js';

/** What is copied of an element: the markup of the widget (classes, roles, handlers) is nobody else's business. */
const ATTRIBUTES = ['href', 'start', 'value', 'src', 'alt', 'type', 'checked', 'dir'];
/** Elements that are no part of what a message says. */
const LEFT_OUT = '.edited, .md-code-tools, [hidden]';
/** Elements of which only the content is copied. */
const UNWRAPPED = ['BUTTON', 'SPAN'];

/** Nothing in it is loaded: a copy of a picture asks nobody for it. */
const INERT = document.implementation.createHTMLDocument('');

/** A clean copy of what lies in `range` of the formatted text in `node`. */
export function selectedPart(node: Node, range: Range): DocumentFragment {
  const part = INERT.createDocumentFragment();
  for (const child of node.childNodes) {
    if (range.intersectsNode(child)) part.append(copyOf(child, range));
  }
  return part;
}

function copyOf(node: Node, range: Range): Node {
  if (node instanceof Text)
    return INERT.createTextNode(node.parentElement?.matches('.md-code') ? '' : selectedText(node, range));
  if (!(node instanceof Element) || node.matches(LEFT_OUT)) return INERT.createDocumentFragment();
  // What nobody revealed is not in a copy, either.
  if (node.matches('.md-spoiler.hidden')) return INERT.createTextNode(HIDDEN);
  // A picture that is nobody else's is copied by its name.
  if (node.matches('.custom-emoji')) return INERT.createTextNode(node.querySelector('img')?.alt ?? '');
  const content = selectedPart(node, range);
  // It stands on a line of its own.
  if (node.matches('.md-language')) content.append('\n');
  if (UNWRAPPED.includes(node.tagName) || node.matches('.md-code > *')) return content;
  // A block of code is one, whatever it is drawn with.
  const copy = INERT.createElement(node.matches('.md-code') ? 'pre' : node.tagName);
  for (const name of ATTRIBUTES) {
    const value = node.getAttribute(name);
    if (value !== null) copy.setAttribute(name, value);
  }
  if (node instanceof HTMLOListElement) numberFrom(copy, firstNumber(node, range));
  if (keepsBlanks(node)) copy.dataset['blanks'] = '';
  copy.append(content);
  return copy;
}

function selectedText(text: Text, range: Range): string {
  const start = text === range.startContainer ? range.startOffset : 0;
  const end = text === range.endContainer ? range.endOffset : text.length;
  return text.data.slice(start, end);
}

function numberFrom(list: Element, start: number): void {
  if (start !== 1) list.setAttribute('start', String(start));
}

/** The number of the first item that is selected. */
function firstNumber(list: HTMLOListElement, range: Range): number {
  const index = [...list.children].findIndex((item) => range.intersectsNode(item));
  return itemNumbers(list).at(index) ?? list.start;
}

/** Where line breaks of the markup are line breaks of the text: source that is shown as it was typed. */
function keepsBlanks(element: Element): boolean {
  return element.matches('pre, .md-code, .md-plain');
}
