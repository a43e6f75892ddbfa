import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { loadFormatter } from '../../src/markdown/load.js';
import { parseMarkdown } from '../../src/markdown/parse.js';
import { toPlainText } from '../../src/markdown/plain-text.js';
import { renderMarkdown, renderTyped } from '../../src/markdown/render.js';
import { MAX_STEPS } from '../../src/markdown/work.js';
import { walk } from '../../src/markdown/tree.js';
import { mentionAt, mentionsIn, withMentionNames } from '../../src/model/mention.js';
import { drawnMarkup } from '../support/drawn-markup.js';

const BOB = '0b0b0b0b-1111-4222-8333-444444444444';
const wire = (name: string, target = `user:${BOB}`): string => `@[${name}](${target})`;
const labels = { image: (alt: string) => alt, taskDone: 'done', taskOpen: 'open', code: 'code', spoiler: 'Spoiler' };
const people = { me: 'me', nameOf: (uuid: string) => (uuid === BOB ? 'Bob Bergeron' : undefined) };
const draw = (text: string): string => drawnMarkup(renderMarkdown(text, { labels, people }));

function mentionsOf(source: string): readonly string[] {
  const found: string[] = [];
  walk(parseMarkdown(source).root, (node) => {
    if (node.type === 'mention') found.push(`${node.name} ${node.target}`);
  });
  return found;
}

before(() => loadFormatter());

describe('mentions', () => {
  it('are a chip that bears the name which the person has now', () => {
    const drawn = draw(`hello ${wire('Old name')}!`);
    assert.match(drawn, /@Bob Bergeron/);
    assert.doesNotMatch(drawn, /Old name|user:/);
  });

  it('stay text where nobody knows the person', () => {
    assert.equal(draw(wire('Eve', 'user:99999999-1111-4222-8333-444444444444')), '<p>@Eve</p>');
  });

  it('of everybody stand out, and of oneself', () => {
    assert.match(draw(wire('room', 'room:all')), /@room/);
    const mine = renderMarkdown(wire('Bob'), { labels, people: { ...people, me: BOB } });
    assert.match(JSON.stringify(mine), /md-mention-me/);
    assert.doesNotMatch(JSON.stringify(renderMarkdown(wire('Bob'), { labels, people })), /md-mention-me/);
  });

  it('are found anywhere but in code and links', () => {
    for (const source of ['**X**', '> X', '- X', '# X', '| a |\n|---|\n| X |', '漢字X', 'a@X', '~~*X*~~', '(X)'])
      assert.deepEqual(mentionsOf(source.replace('X', wire('Bob'))), [`Bob user:${BOB}`], source);
    for (const source of ['`X`', '```\nX\n```']) assert.deepEqual(mentionsOf(source.replace('X', wire('Bob'))), []);
    assert.doesNotMatch(draw(`[see ${wire('Bob')}](https://example.org)`), /span/);
  });

  it('are nothing with a name or a target that is none', () => {
    for (const name of ['', 'a]b', 'a[b', 'a\nb', 'a`b', 'a|b', 'a\\b', 'x'.repeat(101)])
      assert.deepEqual(mentionsOf(wire(name)), [], JSON.stringify(name));
    for (const target of ['user:1', `room:${BOB}`, `user:${BOB}x`, 'javascript:alert(1)'])
      assert.deepEqual(mentionsOf(wire('Bob', target)), [], target);
  });

  it('never become a link, or markup', () => {
    assert.doesNotMatch(draw(`[Bob](user:${BOB})`), /<a/);
    assert.equal(draw(wire('<b>*x*', 'user:99999999-1111-4222-8333-444444444444')), '<p>@<b>*x*</p>');
  });

  it('turn no text beside them', () => {
    assert.equal(toPlainText(wire('a\u202eb')), '@ab');
    assert.equal(toPlainText(wire('\u202e')), '@…');
  });

  it('are names in previews, and while the parser is not there', () => {
    assert.equal(toPlainText(`**hi** ${wire('Bob')}, \`${wire('x')}\``), `hi @Bob, ${wire('x')}`);
    assert.equal(drawnMarkup(renderTyped(`hi ${wire('Bob')}`, { labels })), '<p>hi @Bob</p>');
  });

  it('are the same for the parser and for who only looks at the text', () => {
    const part = fc.constantFrom(wire('Bob'), wire('Al é 😀'), '@[', '@', '](', 'user:', BOB, ' ', 'a', '漢', '\n');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const source = parts.join('');
        assert.deepEqual(
          mentionsOf(source),
          mentionsIn(source).map(({ name, target }) => `${name} ${target}`),
        );
        for (const { start, length } of mentionsIn(source)) assert.equal(mentionAt(source, start)?.length, length);
        assert.equal(mentionsIn(withMentionNames(source)).length, 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('cost a number of steps that grows with the text only', () => {
    for (const part of ['@[', '@[a', '@[a](', wire('Bob'), '@'])
      assert.ok(parseMarkdown(part.repeat(20_000 / part.length)).steps < MAX_STEPS + 20_000 * 120, part);
  });
});
