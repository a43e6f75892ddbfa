import assert from 'node:assert/strict';
import { live, never } from '../helpers/connection.js';
import { area } from '../suite.js';
import { GIF, listOf } from '../shapes/chatd.js';
import { chatdError } from '../shapes/errors.js';
import { assertShape, shaped } from '../shape.js';
import { target } from '../target.js';

const { contract } = area('gifs');
const feature = 'gifs';
const needs = { as: ['alice'], feature } as const;

contract('there are some without a search, by pages, whose pictures need no token', needs, async (alice) => {
  const answer = await alice.chatd('GET', '/users/me/rooms/gifs?limit=2');
  assert.equal(answer.status, 200);
  const page = shaped(answer.body, listOf(GIF));
  assert.equal(page.items.length, 2);
  const next = shaped((await alice.chatd('GET', '/users/me/rooms/gifs?limit=2&offset=1')).body, listOf(GIF));
  assert.equal(next.items[0]?.id, page.items[1]?.id);
  for (const url of [page.items[0]?.url, page.items[0]?.preview_url]) {
    const picture = await target.rest.get(url ?? '');
    assert.equal(picture.status, 200);
    assert.match(String(picture.headers['content-type']), /^image\//);
    assert.equal(picture.headers['x-content-type-options'], 'nosniff');
  }
});

contract('a bad number is told, and an unknown picture', needs, async (alice) => {
  const answer = await alice.chatd('GET', '/users/me/rooms/gifs?limit=x');
  assert.equal(answer.status, 400);
  assertShape(answer.body, chatdError('invalid-data'));
  const picture = await target.rest.get('/api/chatd/1.0/gifs/no-such-gif/full.gif');
  assert.equal(picture.status, 404);
});

contract('the adapter finds them, with addresses that a page can use', needs, async (alice) => {
  await live(alice, async ({ connection }) => {
    const options = { limit: 5, offset: 0, language: 'fr', signal: never };
    const { items, total } = (await connection.can.gifs?.search('bonjour', options)) ?? { items: [] };
    assert.ok(items.length > 0 && (total ?? 0) >= items.length);
    for (const { url, previewUrl, title, width, height } of items) {
      assert.ok(URL.canParse(url) && URL.canParse(previewUrl) && title !== '' && width > 0 && height > 0);
    }
  });
});
