import assert from 'node:assert/strict';
import { live, never } from '../helpers/connection.js';
import { messageOf, react, shown, unreact } from '../helpers/reactions.js';
import type { Person } from '../person.js';
import { CUSTOM_EMOJI, listOf } from '../shapes/chatd.js';
import { invalidField } from '../shapes/errors.js';
import { assertShape, shaped } from '../shape.js';
import { area } from '../suite.js';
import { target } from '../target.js';

const { contract } = area('custom emoji');
const needs = { as: ['alice'], feature: 'custom_emoji' } as const;

const listed = async (person: Person) =>
  shaped((await person.chatd('GET', '/users/me/rooms/emojis')).body, listOf(CUSTOM_EMOJI)).items;

contract('they are listed, each once, with pictures that need no token', needs, async (alice) => {
  const items = await listed(alice);
  assert.equal(new Set(items.map(({ shortcode }) => shortcode)).size, items.length);
  for (const { shortcode, url } of items) {
    assert.match(shortcode, /^[a-z0-9_+-]+$/);
    const picture = await target.rest.get(url);
    assert.equal(picture.status, 200);
    assert.match(String(picture.headers['content-type']), /^image\/(?!svg)/);
    assert.equal(picture.headers['x-content-type-options'], 'nosniff');
  }
});

contract('one reacts with each of them, by its shortcode', needs, async (alice) => {
  const [first] = await listed(alice);
  if (!first) return;
  const message = await messageOf(alice, []);
  const emoji = `:${first.shortcode}:`;
  assert.equal((await react(alice, message, emoji)).status, 201);
  assert.deepEqual(await shown(alice, message), [`${emoji} ${alice.uuid}`]);
  assert.equal((await unreact(alice, message, emoji)).status, 204);
});

contract('a shortcode that none of them has is no reaction', needs, async (alice) => {
  const message = await messageOf(alice, []);
  for (const emoji of [':no_such_emoji:', ':smile:', 'smile']) {
    const answer = await react(alice, message, emoji);
    assert.equal(answer.status, 400, answer.text);
    assertShape(answer.body, invalidField('emoji'));
  }
});

contract('the adapter lists them, with addresses that a page can use', needs, async (alice) => {
  await live(alice, async ({ connection }) => {
    const listed = (await connection.can.custom_emoji?.list(never)) ?? [];
    for (const { shortcode, url } of listed) assert.ok(shortcode !== '' && URL.canParse(url));
  });
});
