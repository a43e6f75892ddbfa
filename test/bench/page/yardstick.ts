import { stage } from './stage.js';

// A fixed piece of work of the kind that a chat makes: texts, elements with shadow roots, style and layout. It says how fast a machine
// is, and is not to be changed: `REFERENCE` in yardstick.ts hangs on it.

const ROWS = 600;
const WORDS =
  'the room a message of people who talk all day about what they make with each other and when it is done'.split(' ');
const STYLE = `
  :host { display: block; padding: 4px 12px } header { display: flex; gap: 8px; align-items: baseline }
  .name { font-weight: 600 } .time { font-size: 13px; color: gray } p { margin: 0; overflow-wrap: anywhere; line-height: 1.45 }`;

function newElement(tag: string, className: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function newRow(nth: number, sheet: CSSStyleSheet, counts: Map<string, number>): HTMLElement {
  const text = Array.from({ length: 24 }, (_, n) => WORDS[(nth * 7 + n * n) % WORDS.length]).join(' ');
  for (const word of text.split(/\s+/)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const row = document.createElement('article');
  const root = row.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];
  const header = document.createElement('header');
  header.append(newElement('span', 'name', `Person ${nth % 9}`), newElement('span', 'time', `${nth % 24}:05`));
  root.append(header, newElement('p', 'text', text));
  return row;
}

/** @returns the milliseconds that it takes, painting left out: a display's frames are the same on every machine */
function work(): number {
  const started = performance.now();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  const counts = new Map<string, number>();
  const list = document.createElement('div');
  for (let nth = 0; nth < ROWS; nth += 1) list.append(newRow(nth, sheet, counts));
  stage().append(list);
  let height = 0;
  for (const row of list.children) height += row.getBoundingClientRect().height;
  const took = performance.now() - started;
  return height > 0 && counts.size > 0 ? took : Infinity;
}

Object.assign(globalThis, { yardstick: work });
