import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVENT_NAMES, parseEvent } from '../../src/wazo/events.js';
import { ChatFailure } from '../../src/model/errors.js';

const MESSAGE = {
  uuid: 'm',
  content: 'Hi',
  alias: null,
  user_uuid: 'u',
  created_at: '2026-11-22T16:26:35+00:00',
  room: { uuid: 'r' },
  revision: 7,
};
const ROOM = { uuid: 'r', name: null, users: [{ uuid: 'u' }], revision: 4 };
const ORIGIN = 'https://wazo.example';
const REACTION = { emoji: '🎉', user_uuid: 'u' };

function parse(name: string, data: unknown, more: object = {}): ReturnType<typeof parseEvent> {
  const skip = (): void => assert.fail('nothing is skipped');
  return parseEvent({ name, room_uuid: 'r', message_uuid: 'm', data, ...more }, { origin: ORIGIN, skip });
}

const isMalformed = (thrown: unknown): boolean => thrown instanceof ChatFailure;

test('events of rooms become facts: one that changed is told like a new one', () => {
  for (const name of ['chatd_user_room_created', 'chatd_user_room_updated']) {
    const event = parse(name, ROOM);
    assert.ok(event instanceof Object && event.type === 'room-added');
    assert.deepEqual([event.room.uuid, event.room.revision], ['r', 4]);
  }
  assert.deepEqual(parse('chatd_user_room_deleted', ROOM), { type: 'room-removed', roomUuid: 'r' });
  assert.throws(() => parse('chatd_user_room_deleted', ROOM, { room_uuid: 5 }), isMalformed);
});

test('events of messages become facts with their revision', () => {
  const created = parse('chatd_user_room_message_created', MESSAGE);
  assert.ok(created instanceof Object && created.type === 'message-created');
  assert.equal(created.message.revision, 7);
  const updated = parse('chatd_user_room_message_updated', { ...MESSAGE, updated_at: '2026-11-22T17:00:00+01:00' });
  assert.ok(updated instanceof Object && updated.type === 'message-updated');
  assert.equal(updated.message.editedAt, '2026-11-22T16:00:00.000000Z');
  assert.deepEqual(
    parse('chatd_user_room_message_deleted', { uuid: 'm', deleted_at: '2026-11-22T17:00:00' }, { revision: 9 }),
    { type: 'message-deleted', roomUuid: 'r', messageUuid: 'm', revision: 9 },
  );
});

test('who has read how far becomes a fact', () => {
  assert.deepEqual(parse('chatd_user_room_read', { user_uuid: 'u', message_uuid: 'm' }), {
    type: 'room-read',
    roomUuid: 'r',
    userUuid: 'u',
    messageUuid: 'm',
  });
});

test('a reaction that comes or goes has the revision of its envelope', () => {
  for (const type of ['created', 'deleted']) {
    assert.deepEqual(parse(`chatd_users_room_message_reaction_${type}`, REACTION, { revision: 12 }), {
      type: `reaction-${type}`,
      roomUuid: 'r',
      messageUuid: 'm',
      reaction: { emoji: '🎉', userUuid: 'u', createdAt: null },
      revision: 12,
    });
  }
});

const DELTAS: readonly (readonly [string, unknown])[] = [
  ['chatd_users_room_message_reaction_created', REACTION],
  ['chatd_users_room_message_reaction_deleted', REACTION],
  ['chatd_user_room_message_deleted', { uuid: 'm', deleted_at: '2026-11-22T17:00:00' }],
];
const BAD_REVISIONS = ['7', -1, 1.5, 2 ** 60, Number.NaN, {}, [], true];

test('a change without a revision comes from a server that does not count', () => {
  for (const [name, data] of DELTAS) {
    for (const revision of [undefined, null, 0]) {
      const event = parse(name, data, { revision });
      assert.ok(event instanceof Object && 'revision' in event);
      assert.equal(event.revision, 0);
    }
  }
});

test('a change whose revision is no whole number is refused: it could undo a later one', () => {
  for (const revision of BAD_REVISIONS) {
    for (const [name, data] of DELTAS)
      assert.throws(() => parse(name, data, { revision }), isMalformed, JSON.stringify(revision));
    assert.throws(() => parse('chatd_user_room_message_updated', { ...MESSAGE, revision }), isMalformed);
  }
});

test('a new message or room with such a revision is shown as one that is not counted', () => {
  for (const revision of [undefined, null, ...BAD_REVISIONS]) {
    const message = parse('chatd_user_room_message_created', { ...MESSAGE, revision });
    assert.ok(message instanceof Object && message.type === 'message-created');
    assert.equal(message.message.revision, 0);
    const room = parse('chatd_user_room_created', { ...ROOM, revision });
    assert.ok(room instanceof Object && room.type === 'room-added');
    assert.equal(room.room.revision, 0);
  }
});

test('names that were never asked for are ignored, whatever they are', () => {
  assert.ok(EVENT_NAMES.includes('chatd_user_room_message_deleted'));
  for (const name of ['chatd_something_new', 'constructor', '__proto__', 'toString', '']) {
    assert.equal(parse(name, {}), undefined);
  }
  for (const name of [undefined, null, 5, {}])
    assert.equal(parseEvent({ name }, { origin: ORIGIN, skip: () => undefined }), undefined);
  assert.equal(parse('auth_session_expire_soon', {}), 'expiring');
});

test('an event that is not of its shape is refused', () => {
  for (const data of [undefined, null, 5, 'x', [], {}]) {
    for (const name of EVENT_NAMES.filter((each) => !/expire_soon|room_deleted|message_deleted/.test(each))) {
      assert.throws(() => parse(name, data), isMalformed, name);
    }
  }
  for (const envelope of [undefined, null, 'x', 5, []])
    assert.throws(() => parseEvent(envelope, { origin: ORIGIN, skip: () => undefined }));
});

test('a malformed reaction or attachment inside a message is left out, and told', () => {
  const skipped: string[] = [];
  const attachment = { uuid: 'a', name: 'x.png', content_type: 'image/png', size: 5 };
  const data = {
    ...MESSAGE,
    reactions: [{ ...REACTION, created_at: '2026-11-22T16:26:36Z' }, { emoji: 5 }, null],
    attachments: [attachment, { ...attachment, size: 'big' }],
  };
  const event = parseEvent(
    { name: 'chatd_user_room_message_created', data },
    { origin: ORIGIN, skip: (what) => skipped.push(what) },
  );
  assert.ok(event instanceof Object && event.type === 'message-created');
  assert.equal(event.message.reactions.length, 1);
  assert.equal(event.message.body?.parts.length, 1);
  assert.deepEqual(skipped.sort(), ['attachments', 'reactions', 'reactions']);
});
