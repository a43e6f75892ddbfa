import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseEvent } from '../../src/wazo/frames.js';
import { parseContact, parseFeatures, parseMessage, parseRoom, parseToken } from '../../src/wazo/parse.js';
import { STOCK_LIMITS } from '../../src/model/features.js';

const MESSAGE = {
  uuid: 'a037622e-b701-461b-826a-ba39d877baf1',
  content: 'Bonjour **tous**',
  alias: null,
  delivery: { type: 'internal', backend: null, recipients: [] },
  user_uuid: 'aaaaaaaa-0000-4000-8000-00000000000a',
  tenant_uuid: '11111111-aaaa-4000-8000-000000000001',
  wazo_uuid: '00000000-0000-0000-0000-00000000c4a7',
  created_at: '2026-11-22T16:26:35+00:00',
  room: { uuid: 'd77dcdcf-ccd1-41ea-9df6-6ba30809831e' },
};

test('a stock message becomes the model, without reactions', () => {
  assert.deepEqual(parseMessage(MESSAGE), {
    uuid: MESSAGE.uuid,
    roomUuid: MESSAGE.room.uuid,
    userUuid: MESSAGE.user_uuid,
    alias: null,
    body: { text: MESSAGE.content, parts: [] },
    createdAt: '2026-11-22T16:26:35.000000Z',
    editedAt: null,
    reactions: [],
    reactionChanges: [],
    revision: 0,
    clientUuid: null,
  });
});

test('reactions of a message keep who and when', () => {
  const reactions = [{ emoji: '🎉', user_uuid: 'u', created_at: '2026-11-22T16:26:36.5+00:00' }];
  assert.deepEqual(parseMessage({ ...MESSAGE, reactions }).reactions, [
    { emoji: '🎉', userUuid: 'u', createdAt: '2026-11-22T16:26:36.500000Z' },
  ]);
});

test('what is not of the shape is refused by naming the field', () => {
  const cases: readonly (readonly [object | null, RegExp])[] = [
    [null, /message/],
    [{ ...MESSAGE, uuid: 5 }, /uuid/],
    [{ ...MESSAGE, created_at: 'yesterday' }, /created_at/],
    [{ ...MESSAGE, room: null }, /message\.room/],
    [{ ...MESSAGE, content: undefined }, /content/],
  ];
  for (const [value, field] of cases) assert.throws(() => parseMessage(value), field);
  assert.throws(() => parseRoom({ uuid: 'x', name: null }), /users/);
});

test('a contact is called by its names, else by its address; one without an uuid is no user', () => {
  const contact = { uuid: 'u', firstname: 'Carol', lastname: 'Côté', email: 'carol@demo.example' };
  assert.equal(parseContact(contact)?.name, 'Carol Côté');
  assert.equal(parseContact({ ...contact, lastname: null })?.name, 'Carol');
  assert.equal(parseContact({ ...contact, firstname: '', lastname: null })?.name, 'carol@demo.example');
  assert.equal(parseContact({ ...contact, uuid: null }), undefined);
});

test('unknown features are ignored and missing limits are those of a stock chatd', () => {
  const { features, limits } = parseFeatures({
    version: 1,
    features: ['reactions', 'telepathy'],
    limits: { content_length: 20_000 },
  });
  assert.deepEqual([...features], ['cursors', 'client-uuids', 'last-messages', 'reactions']);
  assert.deepEqual(limits, { ...STOCK_LIMITS, contentLength: 20_000 });
});

test('a token says who it belongs to and when it ends, by its clock in UTC', () => {
  const data = {
    expires_at: '2026-11-22T20:26:33.271564',
    utc_expires_at: '2026-11-22T18:26:33.271564',
    metadata: { uuid: 'me' },
  };
  assert.deepEqual(parseToken({ data }), { userUuid: 'me', expiresAt: Date.UTC(2026, 10, 22, 18, 26, 33, 271) });
  assert.deepEqual(parseToken({ data: { auth_id: 'me' } }), { userUuid: 'me', expiresAt: null });
});

test('events become facts; names never asked for are ignored', () => {
  const envelope = (name: string, data: unknown): object => ({ name, room_uuid: 'r', message_uuid: 'm', data });
  assert.equal(parseEvent(envelope('chatd_user_room_message_created', MESSAGE)) instanceof Object, true);
  assert.deepEqual(parseEvent(envelope('chatd_users_room_message_reaction_deleted', { emoji: '🎉', user_uuid: 'u' })), {
    type: 'reaction-deleted',
    revision: 0,
    roomUuid: 'r',
    messageUuid: 'm',
    reaction: { emoji: '🎉', userUuid: 'u', createdAt: null },
  });
  assert.equal(parseEvent({ name: 'auth_session_expire_soon', data: {} }), 'expiring');
  assert.equal(parseEvent({ name: 'chatd_something_new', data: {} }), undefined);
  assert.equal(parseEvent({}), undefined);
  assert.throws(() => parseEvent(envelope('chatd_user_room_message_created', {})), /content/);
});
