import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadFormatter } from '../../src/markdown/load.js';
import { toPlainText } from '../../src/markdown/plain-text.js';
import { lacksFormatter, renderMarkdown } from '../../src/markdown/render.js';

const labels = { image: (alt: string) => alt, taskDone: 'done', taskOpen: 'open', code: 'code', spoiler: 'spoiler' };
const TABLE = 'Figures:\n\n| Queue | **Calls** |\n| :---- | --------: |\n| Sales |       412 |';

/** The strings and values of a template, as one text: enough to see what is drawn and what is not. */
function sourceOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(sourceOf).join('');
  if (typeof value !== 'object' || value === null || !('strings' in value))
    return typeof value === 'string' ? value : '';
  const { strings, values } = value as { strings: readonly string[]; values: readonly unknown[] };
  return strings.map((text, index) => text + sourceOf(values[index])).join('');
}

const drawn = (source: string): string => sourceOf(renderMarkdown(source, { labels }));

// In this order: what is loaded stays, so that the tests before the last see the widget as it starts.
describe('the parser, which is loaded while the widget signs in', () => {
  it('is missed by whatever has syntax, and by nothing else', () => {
    for (const source of [TABLE, '**a**', 'a@b.example', '- a', 'https://a.example', '![a](https://b.example/c.png)'])
      assert.equal(lacksFormatter(source), true, JSON.stringify(source));
    for (const source of ['Hello there', 'Lunch at 12:30?', 'a\nb\n\nc', '👍', 'سلام'])
      assert.equal(lacksFormatter(source), false, JSON.stringify(source));
  });

  it('leaves a message as it was typed before it is there', () => {
    assert.equal(toPlainText('caf&eacute; **a**\n- b'), 'caf&eacute; **a** - b');
    assert.match(drawn('**a** b'), /md-plain.*\*\*a\*\* b/);
    assert.doesNotMatch(drawn('a b'), /md-plain/);
  });

  it('is asked for again after it could not be loaded, without an error for the page', async () => {
    assert.equal(await loadFormatter(() => Promise.reject(new TypeError('Failed to fetch'))), false);
    assert.equal(lacksFormatter(TABLE), true);
  });

  it('is asked for once by all who need it, and then everything is drawn', async () => {
    let requests = 0;
    const load = () => {
      requests += 1;
      return import('../../src/markdown/formatter.js');
    };
    assert.deepEqual(await Promise.all([loadFormatter(load), loadFormatter(load), loadFormatter(load)]), [
      true,
      true,
      true,
    ]);
    assert.equal(await loadFormatter(load), true);
    assert.equal(requests, 1);
    assert.equal(lacksFormatter(TABLE), false);
    assert.equal(toPlainText(TABLE), 'Figures: Queue Calls Sales 412');
    assert.equal(toPlainText('caf&eacute; **a**\n- b'), 'caf&eacute; a b');
    assert.match(drawn(TABLE), /<table>/);
  });
});
