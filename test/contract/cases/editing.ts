import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import type { Person, WireMessage } from '../person.js';
import type { Answer } from '../rest.js';
import { listOf, MESSAGE } from '../shapes/chatd.js';
import { chatdError, invalidField, unknownRoom } from '../shapes/errors.js';
import { event } from '../shapes/websocketd.js';
import { assertShape, exactly, shaped } from '../shape.js';

const { contract } = area('editing');
const needs = { as: ['alice', 'bob'], feature: 'editing' } as const;
const UPDATED = 'chatd_user_room_message_updated';

const path = ({ uuid, room }: WireMessage): string => `/users/me/rooms/${room.uuid}/messages/${uuid}`;
const edit = (person: Person, message: WireMessage, content: unknown): Promise<Answer> =>
  person.chatd('PUT', path(message), { content });

async function shown(person: Person, { room }: WireMessage): Promise<readonly WireMessage[]> {
  return shaped((await person.chatd('GET', `/users/me/rooms/${room.uuid}/messages?limit=10`)).body, listOf(MESSAGE))
    .items;
}

contract('an edit changes the words and the time of the change, nothing else', needs, async (alice, bob) => {
  const message = await alice.send(await alice.freshRoom([bob]), 'teh');
  const answer = await edit(alice, message, 'the');
  assert.equal(answer.status, 200);
  const edited = shaped(answer.body, MESSAGE);
  const { updated_at, revision } = edited;
  assert.ok(updated_at && updated_at > message.created_at);
  assert.ok((revision ?? 0) > (message.revision ?? 0));
  assert.deepEqual(edited, { ...message, content: 'the', updated_at, revision });
  assert.deepEqual(await shown(bob, message), [edited]);
});

contract('every member hears once of an edit, nobody of one to the same words', needs, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const message = await alice.send(room, 'x');
  const sockets = await Promise.all([alice, bob].map((person) => person.live([UPDATED])));
  const edited = (await edit(alice, message, 'y')).body;
  assert.deepEqual((await edit(alice, message, 'y')).body, edited);
  for (const socket of sockets) {
    const keys = { room_uuid: exactly(room.uuid), message_uuid: exactly(message.uuid) };
    const acl = String.raw`events\.chatd\.users\.[0-9a-f-]{36}\.rooms\..+`;
    assertShape(await socket.event(UPDATED), event({ name: UPDATED, data: exactly(edited), acl, keys }));
    await socket.ping();
    assert.equal(socket.events(UPDATED).length, 1);
    await socket.end();
  }
});

contract(
  'only the author edits, and only what is there',
  { ...needs, as: ['alice', 'bob', 'dave'] },
  async (alice, bob, dave) => {
    const message = await alice.send(await alice.freshRoom([bob]), 'mine');
    const others = await edit(bob, message, 'yours');
    assert.equal(others.status, 403);
    assertShape(others.body, chatdError('forbidden'));
    const stranger = await edit(dave, message, 'x');
    assert.equal(stranger.status, 404);
    assertShape(stranger.body, unknownRoom(message.room.uuid));
    const unknown = await edit(alice, { ...message, uuid: randomUUID() }, 'x');
    assert.equal(unknown.status, 404);
    assertShape(unknown.body, chatdError('unknown-message'));
    for (const content of [undefined, null, 5, 'a\0b']) {
      const answer = await edit(alice, message, content);
      assert.equal(answer.status, 400);
      assertShape(answer.body, invalidField('content'));
    }
    assert.deepEqual(await shown(bob, message), [message]);
  },
);
