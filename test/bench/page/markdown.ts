import { html, render } from 'lit';
import { loadFormatter } from '../../../src/markdown/load.js';
import { markdownStyles } from '../../../src/markdown/markdown.styles.js';
import { renderMarkdown } from '../../../src/markdown/render.js';

const labels = { image: (alt: string) => alt, taskDone: 'Done', taskOpen: 'To do', code: 'Code', spoiler: 'Spoiler' };

/** Tasks of the widget that wait for a frame. */
let pending = 0;
let longest = 0;

/** Runs what draws into the page, and takes down how long it held the page, layout included. */
function timed(draw: () => void): void {
  const start = performance.now();
  draw();
  void document.querySelector('#stage')?.getBoundingClientRect();
  longest = Math.max(longest, performance.now() - start);
}

const requestFrame = requestAnimationFrame.bind(globalThis);
const nextFrame = () => new Promise((resolve) => requestFrame(() => setTimeout(resolve)));

globalThis.requestAnimationFrame = (task) => {
  pending += 1;
  return requestFrame((time) => {
    timed(() => task(time));
    pending -= 1;
  });
};

/** Draws a message into the page; answers with the milliseconds for which the longest task until it stands held the page. */
async function drawMarkdown(source: string): Promise<number> {
  const stage = document.querySelector<HTMLElement>('#stage')!;
  const row = document.createElement('div');
  longest = 0;
  timed(() => {
    render(html`<div class="md">${renderMarkdown(source, { labels })}</div>`, row);
    stage.replaceChildren(row);
  });
  do await nextFrame();
  while (pending > 0);
  return longest;
}

document.adoptedStyleSheets = markdownStyles.styleSheet ? [markdownStyles.styleSheet] : [];
await loadFormatter();
Object.assign(globalThis, { drawMarkdown });
