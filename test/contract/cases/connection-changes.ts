import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { textBody, type Message } from '../../../src/model/message.js';
import type { Connection, ReactionEvent } from '../../../src/connection/connection.js';
import { live, never } from '../helpers/connection.js';
import { area } from '../suite.js';

const { contract } = area('connection, changes');

const pathOf = ({ roomUuid, uuid }: Message): string => `/users/me/rooms/${roomUuid}/messages/${uuid}`;

/** All that changed in a room after a revision. */
async function changesAfter(connection: Connection, roomUuid: string, after: number): Promise<readonly Message[]> {
  const { changes } = connection.can;
  assert.ok(changes);
  const { messages, isComplete } = await changes.after(roomUuid, after, never);
  assert.equal(isComplete, true);
  return messages;
}

contract(
  'messages are counted in their room, in every answer and event',
  { as: ['alice', 'bob'], feature: 'changes' },
  async (alice, bob) => {
    const room = await alice.freshRoom([bob]);
    await live(alice, async ({ connection, told }) => {
      const first = await connection.sendMessage(room.uuid, textBody('one'), randomUUID());
      const second = await connection.sendMessage(room.uuid, textBody('two'), randomUUID());
      assert.ok(first.revision > 0);
      assert.equal(second.revision, first.revision + 1);
      const { message } = await told.until('message-created', ({ message: { uuid } }) => uuid === second.uuid);
      assert.equal(message.revision, second.revision);
      const { rooms, lastMessages } = await connection.rooms(never);
      assert.equal(rooms.find(({ uuid }) => uuid === room.uuid)?.revision, second.revision);
      assert.equal(lastMessages.find(({ uuid }) => uuid === second.uuid)?.revision, second.revision);
      assert.deepEqual(await changesAfter(connection, room.uuid, first.revision), [second]);
      assert.deepEqual(await changesAfter(connection, room.uuid, second.revision), []);
    });
  },
);

contract(
  'a reaction is a change of its message, live and afterwards',
  { as: ['alice', 'bob'], feature: 'changes' },
  async (alice, bob) => {
    const room = await alice.freshRoom([bob]);
    await live(alice, async ({ connection, told }) => {
      const sent = await connection.sendMessage(room.uuid, textBody('react to me'), randomUUID());
      await live(bob, async (other) => other.connection.can.reactions?.add(room.uuid, sent.uuid, '🎉'));
      const event = await told.until<ReactionEvent['type']>(
        'reaction-created',
        ({ messageUuid }) => messageUuid === sent.uuid,
      );
      assert.ok(event.revision > sent.revision);
      const changed = await changesAfter(connection, room.uuid, sent.revision);
      assert.deepEqual(
        changed.map(({ uuid, revision }) => [uuid, revision]),
        [[sent.uuid, event.revision]],
      );
      assert.deepEqual(
        changed[0]?.reactions.map(({ emoji, userUuid }) => [emoji, userUuid]),
        [['🎉', bob.uuid]],
      );
    });
  },
);

contract(
  'an edited message has its new text, live, in pages and afterwards',
  { as: ['alice', 'bob'], feature: 'editing' },
  async (alice, bob) => {
    const room = await alice.freshRoom([bob]);
    await live(bob, async ({ connection, told }) => {
      const sent = await connection.sendMessage(room.uuid, textBody('frist'), randomUUID());
      await bob.chatd('PUT', pathOf(sent), { content: 'first' });
      const { message } = await told.until('message-updated', ({ message: { uuid } }) => uuid === sent.uuid);
      assert.equal(message.body?.text, 'first');
      assert.ok(message.editedAt !== null && message.editedAt > message.createdAt);
      assert.ok(message.revision > sent.revision);
      const page = await connection.messages(room.uuid, { from: 'newest', limit: 5 }, never);
      assert.deepEqual(page.messages, [message]);
      assert.deepEqual(await changesAfter(connection, room.uuid, sent.revision), [message]);
    });
  },
);

contract(
  'a deleted message leaves its place without its text, live, in pages and afterwards',
  { as: ['alice', 'bob'], feature: 'deletion' },
  async (alice, bob) => {
    const room = await alice.freshRoom([bob]);
    await live(bob, async ({ connection, told }) => {
      const sent = await connection.sendMessage(room.uuid, textBody('forget it'), randomUUID());
      await bob.chatd('DELETE', pathOf(sent));
      const event = await told.until('message-deleted', ({ messageUuid }) => messageUuid === sent.uuid);
      assert.equal(event.roomUuid, room.uuid);
      assert.ok(event.revision > sent.revision);
      const { messages } = await connection.messages(room.uuid, { from: 'newest', limit: 5 }, never);
      assert.deepEqual(
        messages.map(({ uuid, body, revision }) => ({ uuid, body, revision })),
        [{ uuid: sent.uuid, body: null, revision: event.revision }],
      );
      assert.deepEqual(await changesAfter(connection, room.uuid, sent.revision), messages);
    });
  },
);
