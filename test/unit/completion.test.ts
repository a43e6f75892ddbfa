import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { calledIn, commandsOf } from '../../src/ui/composer/commands/command.js';
import { matchOf } from '../../src/ui/composer/completion/match.js';
import { beginsEmoji, triggerAt } from '../../src/ui/composer/completion/trigger.js';
import { DEFAULT_SETTINGS } from '../../src/ui/host-settings.js';

/** What is completed where the caret is, which `|` stands for. */
function found(marked: string): string | undefined {
  const caret = marked.indexOf('|');
  const trigger = triggerAt(marked.replace('|', ''), caret, () => false);
  return trigger && `${trigger.kind} ${trigger.start} “${trigger.query}”`;
}

describe('what is completed', () => {
  it('begins with a sign that stands apart', () => {
    for (const [text, expected] of [
      ['@|', 'person 0 “”'],
      ['hi @an| you', 'person 3 “an”'],
      ['(@Ann Sm|', 'person 1 “Ann Sm”'],
      ['重要@Ann|', 'person 2 “Ann”'],
      ['a\n#ge|', 'room 2 “ge”'],
      [':sm|', 'emoji 0 “sm”'],
      [':+1|', 'emoji 0 “+1”'],
      ['@Ann :th|', 'emoji 5 “th”'],
      ['/sh|', 'command 0 “sh”'],
    ] as const)
      assert.equal(found(text), expected, text);
  });

  it('is none in addresses, times, faces and figures', () => {
    for (const text of [
      'ann@ex|',
      'at 10:30|',
      ':D|',
      ':-D|',
      ':-P|',
      ':hearts:h|',
      ':-)|',
      'b8:ac|',
      '# Title|',
      'https://x.org/#fra|',
      'a /sh|',
      '/usr/bi|',
      '@ noon|',
      'C:\\dir|',
    ])
      assert.equal(found(text), undefined, text);
  });

  it('may become an emoji from its colon on', () => {
    const begins = (text: string): boolean => beginsEmoji(text, text.length);
    for (const text of [':', ':s', 'a :', '重要:s']) assert.equal(begins(text), true, text);
    for (const text of ['', 'a', 'a:', 'a:s', 'at 10:3', ':smi', 'https:/']) assert.equal(begins(text), false, text);
  });

  it('is none in a mention that is there', () => {
    assert.equal(
      triggerAt('@Bob', 4, (start) => start === 0),
      undefined,
    );
  });
});

describe('a match', () => {
  it('is found without accents and case, and marked where it stands', () => {
    const marked = (name: string, query: string): string | undefined => {
      const match = matchOf(name, query);
      return match && `${match.rank} ${name.slice(match.start, match.end)}`;
    };
    assert.equal(marked('Élodie Côté', 'cot'), '1 Côt');
    assert.equal(marked('Élodie', 'elo'), '0 Élo');
    assert.equal(marked('Marie Cœur', 'coeu'), '1 Cœu');
    assert.equal(marked('Joanna', 'ann'), '2 ann');
    assert.equal(marked('👩‍🚀 Ann', 'ann'), '1 Ann');
    assert.equal(marked('Bob', 'x'), undefined);
    assert.equal(marked('Bob', ''), '0 ');
  });
});

describe('commands', () => {
  const ours = commandsOf(DEFAULT_SETTINGS);
  const said = (text: string): unknown => {
    const called = calledIn(text, ours);
    return called?.command.run(called.text, { room: '', signal: new AbortController().signal });
  };

  it('make what they say', () => {
    assert.equal(said('/me waves'), '_waves_');
    assert.equal(said('/me says a_b_c\n\n twice'), '_says a\\_b\\_c_\n\n _twice_');
    assert.equal(said('/SHRUG why not'), 'why not ¯\\_(ツ)_/¯');
    assert.equal(said('/shrug'), '¯\\_(ツ)_/¯');
    assert.equal(said('/code a\n```\nb'), '````\na\n```\nb\n````');
    assert.equal(said('/code'), '');
  });

  it('are no paths and no unknown words', () => {
    for (const text of ['/usr/bin', '/etc', '/me/x', ' /me x', '//me', '/', '/shrugs'])
      assert.equal(said(text), undefined, text);
  });

  it('of the page go before ours, and what is none is left out', () => {
    const run = (): string => 'mine';
    const bad = [null, 1, {}, { name: 'a b', run }, { name: 'x' }, { name: 'y'.repeat(33), run }];
    const commands = commandsOf({
      ...DEFAULT_SETTINGS,
      commands: [...bad, { name: 'me', description: 'Mine', run }] as never,
    });
    assert.deepEqual(
      commands.map(({ name }) => name),
      ['code', 'me', 'shrug'],
    );
    assert.equal(
      calledIn('/me x', commands)?.command.run('x', { room: '', signal: new AbortController().signal }),
      'mine',
    );
  });
});
