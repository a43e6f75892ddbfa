import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endOfCut, withoutSpoilers } from '../../src/markdown/hidden.js';
import { loadFormatter } from '../../src/markdown/load.js';
import { toPlainText } from '../../src/markdown/plain-text.js';
import { renderTyped } from '../../src/markdown/render.js';
import { drawnText } from '../support/drawn-markup.js';

describe('what is hidden', () => {
  it('is not said before its syntax can be read, nor drawn in a fling', () => {
    assert.equal(toPlainText('a ||b c|| d'), 'a ▒▒▒ d');
    const labels = { image: String, taskDone: '', taskOpen: '', code: '', spoiler: '' };
    assert.equal(drawnText(renderTyped('a ||b\nc|| d', { labels })), 'a ▒▒▒ d');
  });

  it('is not said by a preview that is cut in the middle of it, or of its mark', async () => {
    await loadFormatter();
    const source = 'abc ||the *butler*|| d';
    for (let maxLength = 1; maxLength < source.length; maxLength += 1)
      assert.doesNotMatch(toPlainText(source, { maxLength }), /the|but/, String(maxLength));
    assert.equal(toPlainText('a || b || c', { maxLength: 6 }), 'a || b ||');
    assert.equal(endOfCut('abc', 2), 2);
    assert.equal(endOfCut(`abc ||${'a'.repeat(50_000)}||`, 10), 4);
  });

  it('is nothing where no mark opens, or another paragraph begins', () => {
    for (const source of ['a || b || c', '||a\n\nb||', '||', '||||', '|||', 'a|b|c', ''])
      assert.equal(withoutSpoilers(source), source);
  });

  it('is found in a time that grows with the text', () => {
    for (const unit of ['||', '||a', '||a ', '|a', '||a\n', '||a\n\n', '|| ', '|']) {
      const source = unit.repeat(60_000);
      assert.ok(withoutSpoilers(source).length <= source.length * 1.5);
    }
  });
});
