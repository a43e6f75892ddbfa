import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Collection } from '../../server/src/features/gifs/collection.js';
import { enConversation } from '../../src/i18n/en-conversation.js';
import { fr } from '../../src/i18n/fr.js';
import { chatError, type ChatError } from '../../src/model/errors.js';
import { readGifPage, type Gif, type GifPage, type GifSearch } from '../../src/model/gif.js';
import { GifResults } from '../../src/ui/gif-picker/gif-results.js';
import { masonry, neighbour, stepOf, type Step } from '../../src/ui/gif-picker/masonry.js';
import { playingOf } from '../../src/ui/gif-picker/playing.js';

const gif = (n: number): Gif => ({
  id: String(n),
  title: `GIF ${n}`,
  url: `https://gifs.example/${n}.gif`,
  previewUrl: `https://gifs.example/${n}-small.gif`,
  width: 200,
  height: 150,
});
const gifs = (first: number, count: number): Gif[] => Array.from({ length: count }, (_, index) => gif(first + index));

for (const [language, terms] of [
  ['en', enConversation],
  ['fr', fr],
] as const)
  test(`every category finds something in the server's own collection (${language})`, async () => {
    const collection = new Collection();
    for (const search of terms.gifCategories.split(', ')) {
      const { total } = await collection.list({ search, limit: 1, offset: 0, language });
      assert.ok(total > 0, search);
    }
  });

test('what a page’s provider answers is taken as far as it can be shown', () => {
  const wrong = [
    null,
    'x',
    { ...gif(2), url: 'javascript:alert(1)' },
    { ...gif(3), width: 0 },
    { ...gif(4), title: 4 },
  ];
  assert.deepEqual(readGifPage({ items: [gif(1), ...wrong] }), { items: [gif(1)] });
  assert.deepEqual(readGifPage({ items: [], total: 7 }), { items: [], total: 7 });
  for (const answer of [null, undefined, [], {}, { items: 'none' }]) assert.throws(() => readGifPage(answer));
});

test('columns fill evenly, and each item keeps its proportions unless they are extreme', () => {
  const { places, height } = masonry([gif(1), { ...gif(2), height: 400 }, { ...gif(3), height: 2 }, gif(4)], 400);
  assert.deepEqual(
    places.map(({ column }) => column),
    [0, 1, 2, 2],
  );
  const [first, tall, flat] = places;
  assert.equal(Math.round((first?.height ?? 0) / (first?.width ?? 1) / 0.75), 1);
  assert.equal(tall?.height, Math.round((tall?.width ?? 0) * 1.6));
  assert.equal(flat?.height, Math.round((flat?.width ?? 0) * 0.4));
  assert.equal(height, tall.height);
  assert.ok(places.every(({ x, width }) => x + width <= 400.001));
  assert.equal(new Set(masonry(gifs(0, 9), 240).places.map(({ column }) => column)).size, 2);
  assert.equal(masonry([], 300).height, 0);
});

test('arrow keys go where they point', () => {
  const { places } = masonry([gif(0), { ...gif(1), height: 300 }, gif(2), gif(3), gif(4), gif(5)], 400);
  const step = (from: number, way: Step): number | undefined => neighbour(places, from, way);
  assert.deepEqual(
    places.map(({ column }) => column),
    [0, 1, 2, 0, 2, 1],
  );
  assert.deepEqual(
    [step(0, 'down'), step(3, 'up'), step(0, 'right'), step(1, 'left'), step(1, 'right')],
    [3, 0, 1, 0, 2],
  );
  assert.equal(step(0, 'up'), undefined);
  assert.deepEqual([step(1, 'down'), step(5, 'down')], [5, 5]);
  assert.equal(step(2, 'right'), 0);
  assert.deepEqual([step(3, 'first'), step(0, 'last')], [0, 5]);
  const key = (name: string, altKey = false): { key: string; altKey: boolean } => ({ key: name, altKey });
  assert.deepEqual([stepOf(key('ArrowLeft'), 'ltr'), stepOf(key('ArrowLeft'), 'rtl')], ['left', 'right']);
  assert.deepEqual([stepOf(key('ArrowLeft', true), 'ltr'), stepOf(key('a'), 'ltr')], [undefined, undefined]);
});

test('who asked for less motion gets less of it', () => {
  assert.deepEqual([playingOf(false, false), playingOf(true, false)], ['on-hover', 'always']);
  assert.deepEqual([playingOf(false, true), playingOf(true, true)], ['never', 'on-hover']);
});

interface Asked {
  readonly term: string;
  readonly options: GifSearch;
  readonly answer: (page: GifPage | ChatError | null) => Promise<void>;
}

/** Results with a clock and a provider that wait for the test. */
function bench(): { results: GifResults; asked: Asked[]; ring: () => void; changes: () => number } {
  const asked: Asked[] = [];
  let timer: (() => void) | undefined;
  let changes = 0;
  const results = new GifResults({
    clock: () => ({
      after: (_ms, callback) => {
        timer = callback;
        return () => (timer = undefined);
      },
    }),
    ask: (term, options) =>
      new Promise((resolve) => {
        const answer = async (page: GifPage | ChatError | null): Promise<void> => {
          resolve(page);
          await new Promise(setImmediate);
        };
        asked.push({ term, options, answer });
      }),
    language: () => 'en',
    onChange: () => (changes += 1),
  });
  return { results, asked, ring: () => timer?.(), changes: () => changes };
}

test('while a word is written nothing is asked, and then once', async () => {
  const { results, asked, ring } = bench();
  for (const term of ['c', 'ca', 'cat ']) results.search(term, 'soon');
  assert.equal(asked.length, 0);
  ring();
  assert.deepEqual(
    asked.map(({ term }) => term),
    ['cat'],
  );
  await asked[0]?.answer({ items: gifs(0, 3), total: 3 });
  assert.deepEqual([results.found, results.items.length, results.hasMore], ['cat', 3, false]);
  // What is there is not asked for again.
  results.search(' cat', 'now');
  assert.equal(asked.length, 1);
});

test('an answer that was overtaken is given up and not shown', async () => {
  const { results, asked } = bench();
  results.search('slow', 'now');
  results.search('fast', 'now');
  assert.equal(asked[0]?.options.signal.aborted, true);
  await asked[1]?.answer({ items: gifs(0, 1), total: 1 });
  await asked[0].answer({ items: gifs(5, 5), total: 5 });
  assert.deepEqual([results.found, results.items.length], ['fast', 1]);
});

test('pages follow each other, without what is there already, until there are no more', async () => {
  const { results, asked } = bench();
  results.search('', 'now');
  await asked[0]?.answer({ items: gifs(0, 24) });
  results.more();
  results.more();
  assert.deepEqual(
    asked.map(({ options }) => options.offset),
    [0, 24],
  );
  await asked[1]?.answer({ items: [gif(23), gif(24)] });
  assert.deepEqual([results.items.length, results.hasMore], [25, false]);
  results.more();
  assert.equal(asked.length, 2);
});

test('what failed is asked for again where it failed, and keeps what is there', async () => {
  const { results, asked } = bench();
  results.search('x', 'now');
  await asked[0]?.answer(chatError('server', 'down'));
  assert.deepEqual([results.error?.code, results.found], ['server', null]);
  results.retry();
  await asked[1]?.answer({ items: gifs(0, 24), total: 30 });
  results.more();
  await asked[2]?.answer(chatError('network', 'gone'));
  assert.deepEqual([results.error?.code, results.items.length], ['network', 24]);
  // Scrolling does not ask by itself for what has just failed.
  results.more();
  results.retry();
  assert.deepEqual(
    asked.map(({ options }) => options.offset),
    [0, 0, 24, 24],
  );
  await asked[3]?.answer({ items: gifs(24, 6), total: 30 });
  assert.deepEqual([results.error, results.items.length, results.hasMore], [null, 30, false]);
});

test('an answer for nobody changes nothing', async () => {
  const { results, asked, changes } = bench();
  results.search('x', 'now');
  results.stop();
  const before = changes();
  await asked[0]?.answer({ items: gifs(0, 1) });
  assert.equal(changes(), before);
});
