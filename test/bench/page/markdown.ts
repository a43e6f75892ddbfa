import { html, render } from 'lit';
import { loadFormatter } from '../../../src/markdown/load.js';
import { markdownStyles } from '../../../src/markdown/markdown.styles.js';
import { renderMarkdown } from '../../../src/markdown/render.js';

const labels = { image: (alt: string) => alt, taskDone: 'Done', taskOpen: 'To do', code: 'Code' };

/** Draws a message into the page and answers with the milliseconds until it is laid out. */
async function drawMarkdown(source: string): Promise<number> {
  const stage = document.querySelector<HTMLElement>('#stage')!;
  const row = document.createElement('div');
  const start = performance.now();
  render(html`<div class="md">${renderMarkdown(source, { labels })}</div>`, row);
  stage.replaceChildren(row);
  void row.getBoundingClientRect();
  const time = performance.now() - start;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return time;
}

document.adoptedStyleSheets = markdownStyles.styleSheet ? [markdownStyles.styleSheet] : [];
await loadFormatter();
Object.assign(globalThis, { drawMarkdown });
