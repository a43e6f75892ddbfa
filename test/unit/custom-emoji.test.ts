import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STANDARD_SHORTCODES } from '../../server/src/features/custom-emoji/standard-shortcodes.js';
import type { Capabilities } from '../../src/connection/connection.js';
import { loadEmojiData, withCustomEmoji } from '../../src/emoji/emoji-data.js';
import { hasUnknownShortcode, readShortcodes, replaceShortcodes } from '../../src/markdown/shortcodes.js';
import { customEmojiOf, isCustom, type CustomEmoji } from '../../src/model/custom-emoji.js';
import { ChatFailure, type ChatError } from '../../src/model/errors.js';
import { ChatSession } from '../../src/session/session.js';
import { EXTENDED, MemoryConnection, room } from '../support/memory-connection.js';

const one = (shortcode: string): CustomEmoji => ({ shortcode, url: `https://wazo.example/${shortcode}.png` });

test('what stands between shortcodes is kept in its order', () => {
  const meaning = (code: string): string | { picture: string } | undefined =>
    code === 'smile' ? '😄' : code === 'acme' ? { picture: code } : undefined;
  const picture = { picture: 'acme' };
  assert.deepEqual(readShortcodes('a :ACME: b:acme: :smile::acme:', meaning), [
    'a ',
    picture,
    ' b:acme: ',
    '😄',
    picture,
    '',
  ]);
  assert.deepEqual(readShortcodes(':acme::nope:', meaning), [':acme::nope:']);
  assert.deepEqual(readShortcodes('', meaning), ['']);
  // What is not known here stays as it was typed.
  assert.equal(
    replaceShortcodes(':smile: :acme:', (code) => (code === 'smile' ? '😄' : undefined)),
    '😄 :acme:',
  );
});

test('a text is looked at for shortcodes that mean nothing', () => {
  const emojiFor = (code: string): string | undefined => (code === 'smile' ? '😄' : undefined);
  for (const text of [':acme:', ':smile::acme:', 'a :Acme: b']) assert.equal(hasUnknownShortcode(text, emojiFor), true);
  for (const text of [':smile:', ':SMILE:', 'a', '12:30', ': a :'])
    assert.equal(hasUnknownShortcode(text, emojiFor), false);
});

test('a reaction is a custom emoji by its colons', () => {
  const known = new Map([['acme', one('acme')]]);
  assert.equal(customEmojiOf(':acme:', known)?.shortcode, 'acme');
  for (const emoji of ['acme', ':other:', '🎉', ':', '::', '']) assert.equal(customEmojiOf(emoji, known), undefined);
  assert.deepEqual([':acme:', '🎉', '::', ':'].map(isCustom), [true, false, false, false]);
});

test('the picker’s data hold them behind all others, found by their words', async () => {
  const standard = await loadEmojiData('en');
  const data = withCustomEmoji(standard, [one('party_friend'), one('on_hold')]);
  assert.equal(data.groups.at(-1)?.id, 'custom');
  assert.equal(data.find(':on_hold:')?.url, one('on_hold').url);
  assert.equal(data.search('on hold')[0]?.emoji, ':on_hold:');
  assert.ok(data.search('friend').some(({ emoji }) => emoji === ':party_friend:'));
  // What everybody has is found before.
  assert.equal(data.search('party')[0]?.emoji, standard.search('party')[0]?.emoji);
  assert.equal(withCustomEmoji(standard, []), standard);
});

test('the server knows every shortcode that the widget reads as an emoji of everybody', async () => {
  const known = new Set(STANDARD_SHORTCODES.trim().split(/\s+/));
  for (const language of ['en', 'fr']) {
    const { groups } = await loadEmojiData(language);
    const missing = groups
      .flatMap(({ emojis }) => emojis.flatMap(({ shortcodes }) => shortcodes))
      .filter((code) => !known.has(code));
    assert.deepEqual(missing, [], 'run node --import tsx server/scripts/generate-shortcodes.mjs');
  }
});

class EmojiConnection extends MemoryConnection {
  asked = 0;
  answer: () => Promise<readonly CustomEmoji[]> = () => Promise.resolve([one('acme')]);

  override get can(): Capabilities {
    const list = (): Promise<readonly CustomEmoji[]> => {
      this.asked += 1;
      return this.answer();
    };
    return { ...super.can, ...(this.features.has('custom_emoji') ? { custom_emoji: { list } } : {}) };
  }
}

async function sessionOn(
  connection: EmojiConnection,
): Promise<{ session: ChatSession; errors: ChatError[]; wake: () => void }> {
  const errors: ChatError[] = [];
  const waiting = new Set<() => void>();
  const environment = {
    after: (_ms: number, callback: () => void) => {
      waiting.add(callback);
      return () => waiting.delete(callback);
    },
  };
  const session = new ChatSession({ connection, environment, onError: (error) => errors.push(error) });
  await session.start();
  return { session, errors, wake: () => waiting.forEach((callback) => callback()) };
}

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const emojiServer = (): EmojiConnection =>
  new EmojiConnection({ roomList: [room(1)], features: new Set([...EXTENDED, 'custom_emoji']) });
const namesIn = ({ store }: ChatSession): string[] => [...store.state.customEmoji.keys()];

test('the list comes when it is wanted, once, and again with a new connection', async () => {
  const connection = emojiServer();
  const { session } = await sessionOn(connection);
  connection.emit({ type: 'live' });
  await tick();
  assert.equal(connection.asked, 0);
  session.wantCustomEmoji();
  session.wantCustomEmoji();
  await tick();
  assert.deepEqual([connection.asked, namesIn(session)], [1, ['acme']]);
  const { customEmoji } = session.store.state;
  connection.emit({ type: 'live' });
  await tick();
  assert.equal(connection.asked, 2);
  assert.equal(session.store.state.customEmoji, customEmoji, 'the same list changes nothing');
  connection.answer = () => Promise.resolve([one('acme'), one('other')]);
  connection.emit({ type: 'live' });
  await tick();
  assert.deepEqual(namesIn(session), ['acme', 'other']);
  session.stop();
});

test('a list that could not be had is reported, and asked for again after a pause or a reconnection', async () => {
  const connection = emojiServer();
  connection.answer = () => Promise.reject(new ChatFailure('network', 'gone'));
  const { session, errors, wake } = await sessionOn(connection);
  session.wantCustomEmoji();
  await tick();
  assert.deepEqual([connection.asked, errors.map(({ code }) => code)], [1, ['network']]);
  session.wantCustomEmoji();
  await tick();
  assert.equal(connection.asked, 1);
  wake();
  await tick();
  assert.equal(connection.asked, 2);
  connection.answer = () => Promise.resolve([one('acme')]);
  connection.emit({ type: 'live' });
  await tick();
  assert.deepEqual([connection.asked, namesIn(session)], [3, ['acme']]);
  session.stop();
});

test('a server without them is not asked', async () => {
  const connection = new EmojiConnection({ roomList: [room(1)] });
  const { session } = await sessionOn(connection);
  session.wantCustomEmoji();
  await tick();
  assert.equal(connection.asked, 0);
  session.stop();
});
