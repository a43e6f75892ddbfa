import assert from 'node:assert/strict';
import { area } from '../suite.js';
import { target } from '../target.js';
import type { Person, WireRoom } from '../person.js';
import { listOf, MESSAGE } from '../shapes/chatd.js';
import { shaped } from '../shape.js';

const { contract, deviation } = area('paging');

async function listed(person: Person, room: WireRoom, query: string) {
  const answer = await person.chatd('GET', `/users/me/rooms/${room.uuid}/messages${query}`);
  assert.equal(answer.status, 200, answer.text);
  return shaped(answer.body, listOf(MESSAGE));
}

/** Gives all messages of a room one moment, as only a database into which a stock chatd has written may hold them. */
async function setMoment(room: WireRoom, moment: string): Promise<void> {
  const { database } = target;
  await database?.query('UPDATE chatd_room_message SET created_at = $1 WHERE room_uuid = $2', [moment, room.uuid]);
}

/** Many messages at once, so that several get the same moment where the clock allows it. */
async function burst(person: Person, count: number): Promise<WireRoom> {
  const room = await person.freshRoom([]);
  for (let sent = 0; sent < count; sent += 20) {
    const batch = Array.from({ length: Math.min(20, count - sent) }, (_, n) => person.send(room, `m${sent + n}`));
    await Promise.all(batch);
  }
  return room;
}

/** Reads the room in pages of seven; what one page ends with must not come again on the next, nor be left out. */
async function assertPagesMakeTheWhole(person: Person, room: WireRoom, count: number): Promise<void> {
  const uuidsOf = async (query: string) => (await listed(person, room, query)).items.map(({ uuid }) => uuid);
  const whole = await uuidsOf(`?limit=${count}`);
  assert.equal(new Set(whole).size, count);
  const pages: string[] = [];
  for (let offset = 0; offset < count; offset += 7) pages.push(...(await uuidsOf(`?limit=7&offset=${offset}`)));
  assert.deepEqual(pages, whole);
  assert.deepEqual(await uuidsOf(`?limit=${count}&direction=asc`), [...whole].reverse());
}

contract('pages of a burst show each message once', { as: ['alice'], extended: true }, async (alice) => {
  await assertPagesMakeTheWhole(alice, await burst(alice, 40), 40);
});

contract(
  'pages of messages that share one moment show each once',
  { as: ['alice'], inProcess: true },
  async (alice) => {
    const room = await burst(alice, 40);
    await setMoment(room, '2026-01-01T00:00:00.5Z');
    await assertPagesMakeTheWhole(alice, room, 40);
  },
);

contract('a moment on the full second has no fraction', { as: ['alice'], inProcess: true }, async (alice) => {
  const room = await alice.freshRoom([]);
  await alice.send(room, 'on the second');
  await setMoment(room, '2026-01-01T00:00:00Z');
  const { items } = await listed(alice, room, '');
  assert.equal(items[0]?.created_at, '2026-01-01T00:00:00+00:00');
});

deviation('a long room without limit', {
  as: ['alice'],
  why: 'a page has 100 messages unless asked otherwise, and never more than the features tell',
  stock: async (alice) => {
    const room = await burst(alice, 101);
    assert.equal((await listed(alice, room, '')).items.length, 101);
  },
  ours: async (alice) => {
    const most = target.limits.page;
    const room = await burst(alice, most + 1);
    const unasked = await listed(alice, room, '');
    assert.deepEqual([unasked.items.length, unasked.filtered, unasked.total], [100, most + 1, most + 1]);
    const asked = await listed(alice, room, `?limit=${most + 1}`);
    assert.deepEqual([asked.items.length, asked.filtered], [most, most + 1]);
  },
});
