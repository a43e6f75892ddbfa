import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as parse from '../../src/wazo/parse.js';
import { parseContact, parseFeatures, parseToken } from '../../src/wazo/parse.js';
import { STOCK_LIMITS } from '../../src/model/features.js';
import type { Message } from '../../src/model/message.js';
import type { Room } from '../../src/model/room.js';

const unskipped = (): void => assert.fail('nothing is skipped');
const parseMessage = (value: unknown): Message =>
  parse.parseMessage(value, { origin: 'https://wazo.example', skip: unskipped });
const parseRoom = (value: unknown): Room => parse.parseRoom(value, unskipped);

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
  // Of files, which a stock chatd does not take: no limit to their size is known, and one is safe.
  const files = { attachmentSize: Infinity, attachmentsPerMessage: 1 };
  assert.deepEqual(limits, { ...STOCK_LIMITS, ...files, contentLength: 20_000 });
});

test('a server that tells no version has what it lists, and nothing beyond', () => {
  for (const version of [undefined, null, 'one', 0]) {
    assert.deepEqual([...parseFeatures({ version, features: ['receipts'] }).features], ['receipts']);
  }
  assert.throws(() => parseFeatures({ version: 1, features: 'all' }), /features/);
});

test('a participant that is none is left out of its room, and told', () => {
  const skipped: unknown[] = [];
  const value = { uuid: 'r', name: 'Room', users: [{ uuid: 'a' }, null, { uuid: 5 }, { uuid: 'b' }] };
  const room = parse.parseRoom(value, (_, item) => skipped.push(item));
  assert.deepEqual(room.participants, [{ uuid: 'a' }, { uuid: 'b' }]);
  assert.deepEqual(skipped, [null, { uuid: 5 }]);
});

test('a deleted message has no body, and an edit whose moment is none was never made', () => {
  const deleted = parseMessage({ ...MESSAGE, content: '', deleted_at: '2026-11-22T17:00:00', reactions: [{}] });
  assert.deepEqual([deleted.body, deleted.reactions], [null, []]);
  for (const updated_at of [null, 5, 'yesterday'])
    assert.equal(parseMessage({ ...MESSAGE, updated_at }).editedAt, null);
});

test('a token says who it belongs to and how long it lives, by the server’s clock alone', () => {
  const data = {
    issued_at: '2026-11-22T17:26:33.271564',
    expires_at: '2026-11-22T20:26:33.271564',
    utc_issued_at: '2026-11-22T16:26:33.271564',
    utc_expires_at: '2026-11-22T18:26:33.271564',
    metadata: { uuid: 'me' },
  };
  assert.deepEqual(parseToken({ data }), { userUuid: 'me', life: 7_200_000 });
  assert.deepEqual(parseToken({ data: { auth_id: 'me' } }), { userUuid: 'me', life: null });
});

test('a life that cannot be is not known', () => {
  const issued = '2026-11-22T16:26:33';
  const lives: readonly (readonly [unknown, unknown])[] = [
    [issued, undefined],
    [undefined, issued],
    [issued, 'soon'],
    [issued, 1_795_000_000],
    [issued, issued],
    [issued, '2026-11-22T16:26:32'],
    [issued, {}],
  ];
  for (const [utc_issued_at, utc_expires_at] of lives) {
    assert.equal(parseToken({ data: { auth_id: 'me', utc_issued_at, utc_expires_at } }).life, null);
  }
});
