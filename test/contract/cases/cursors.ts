import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import type { Person, WireRoom } from '../person.js';
import { listOf, MESSAGE } from '../shapes/chatd.js';
import { chatdError, invalidField } from '../shapes/errors.js';
import { assertShape, shaped } from '../shape.js';

const { contract } = area('cursors');
const needs = { as: ['alice'], extended: true } as const;

const path = (room: WireRoom, query: string): string => `/users/me/rooms/${room.uuid}/messages?${query}`;

async function page(person: Person, room: WireRoom, query: string): Promise<{ contents: string; more: boolean }> {
  const answer = await person.chatd('GET', path(room, query));
  assert.equal(answer.status, 200, answer.text);
  const { items, filtered } = shaped(answer.body, listOf(MESSAGE));
  return { contents: items.map(({ content }) => content).join(' '), more: filtered > items.length };
}

contract('a page lies before, after or around a message', needs, async (alice) => {
  const room = await alice.freshRoom([]);
  const uuids: string[] = [];
  for (const content of 'abcdefg') uuids.push((await alice.send(room, content)).uuid);
  const [a, , , d, , , g] = uuids;
  assert.deepEqual(await page(alice, room, `before=${d}&limit=2`), { contents: 'c b', more: true });
  assert.deepEqual(await page(alice, room, `before=${d}&limit=3&direction=asc`), { contents: 'a b c', more: false });
  assert.deepEqual(await page(alice, room, `after=${d}&limit=2`), { contents: 'f e', more: true });
  assert.deepEqual(await page(alice, room, `after=${d}&limit=2&direction=asc`), { contents: 'e f', more: true });
  assert.deepEqual(await page(alice, room, `around=${d}&limit=3`), { contents: 'e d c', more: true });
  assert.deepEqual(await page(alice, room, `around=${d}`), { contents: 'g f e d c b a', more: false });
  assert.deepEqual(await page(alice, room, `before=${a}`), { contents: '', more: false });
  assert.deepEqual(await page(alice, room, `after=${g}`), { contents: '', more: false });
});

contract('an unknown message, one of another room, and no uuid are refused', needs, async (alice) => {
  const [room, elsewhere] = [await alice.freshRoom([]), await alice.send(await alice.freshRoom([]), 'x')];
  for (const kind of ['before', 'after', 'around']) {
    for (const uuid of [randomUUID(), elsewhere.uuid]) {
      const answer = await alice.chatd('GET', path(room, `${kind}=${uuid}`));
      assert.equal(answer.status, 404);
      assertShape(answer.body, chatdError('unknown-message'));
    }
    const answer = await alice.chatd('GET', path(room, `${kind}=x`));
    assert.equal(answer.status, 400);
    assertShape(answer.body, invalidField(kind));
  }
  const both = await alice.chatd('GET', path(room, `before=${elsewhere.uuid}&after=${elsewhere.uuid}`));
  assert.equal(both.status, 400);
  assertShape(both.body, chatdError('invalid-data'));
});

contract(
  'a repeated client_uuid is the first message, once',
  { ...needs, as: ['alice', 'bob'] },
  async (alice, bob) => {
    const room = await alice.freshRoom([bob]);
    const socket = await bob.live(['chatd_user_room_message_created']);
    const body = { content: 'once', client_uuid: randomUUID() };
    const post = (sent: object) => alice.chatd('POST', `/users/me/rooms/${room.uuid}/messages`, sent);
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(body)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [...Array<number>(9).fill(200), 201]);
    const messages = answers.map((answer) => shaped(answer.body, MESSAGE));
    assert.deepEqual(new Set(messages.map(({ uuid }) => uuid)).size, 1);
    assert.equal(messages[0]?.client_uuid, body.client_uuid);
    assert.equal((await page(alice, room, '')).contents, 'once');
    await socket.event('chatd_user_room_message_created');
    await socket.ping();
    assert.equal(socket.events('chatd_user_room_message_created').length, 1);
    await socket.end();
    const refused = await post({ content: 'x', client_uuid: 'x' });
    assert.equal(refused.status, 400);
    assertShape(refused.body, invalidField('client_uuid'));
  },
);

contract('a client_uuid of another room is refused', needs, async (alice) => {
  const [room, other] = [await alice.freshRoom([]), await alice.freshRoom([])];
  const body = { content: 'once', client_uuid: randomUUID() };
  const post = ({ uuid }: WireRoom) => alice.chatd('POST', `/users/me/rooms/${uuid}/messages`, body);
  assert.equal((await post(room)).status, 201);
  const answer = await post(other);
  assert.equal(answer.status, 409);
  assertShape(answer.body, chatdError('client-uuid-taken'));
  assert.equal((await page(alice, other, '')).contents, '');
  assert.equal((await post(room)).status, 200);
});
