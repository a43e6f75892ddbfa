import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import test from 'node:test';
import { type Answer, assertError, ROOMS } from '../support/client.js';
import { withLimits } from '../support/limited-server.js';
import { client, clock, server, tokens } from '../support/shared-server.js';
import { USERS } from '../support/test-server.js';
import { download, keptFiles, upload } from '../support/files.js';

const { alice, bob, carol, dave, erin, noacl } = tokens;
const CREATED = 'chatd_user_room_message_created';
const DAY = 24 * 3_600_000;

const newRoom = (): Promise<string> => client.createRoom(alice, [USERS.bob], 'Files');
const post = (room: string, body: object, token = alice): Promise<Answer> =>
  client.send('POST', `${ROOMS}/${room}/messages`, { token, body });

test('attachments: a message carries files, and everybody in the room may read them', async () => {
  const room = await newRoom();
  const [text, second] = [
    await upload(client, alice, room, 'notes.txt', 'héllo'),
    await upload(client, alice, room, 'b', 'b'),
  ];
  assert.equal(text.status, 201);
  const { uuid, url, ...rest } = text.body;
  assert.deepEqual(rest, { name: 'notes.txt', content_type: 'text/plain', size: 6, width: null, height: null });
  const socket = await client.listen(bob, CREATED);
  const message = await post(room, { content: 'see', attachments: [second.body.uuid, uuid] });
  assert.equal(message.status, 201);
  assert.deepEqual(message.body.attachments, [second.body, text.body]);
  const [frame] = await socket.rest();
  assert.deepEqual(frame.data.data.attachments, [second.body, text.body]);
  await socket.close();
  const { items } = (await client.send('GET', `${ROOMS}/${room}/messages`, { token: bob })).body;
  assert.deepEqual(items[0].attachments, [second.body, text.body]);
  assert.equal(await (await download(client, url)).text(), 'héllo');
});

test('attachments: a message without files says so', async () => {
  const message = await client.post(alice, await newRoom(), 'plain');
  assert.deepEqual(message.attachments, []);
});

test('attachments: a repeated post carries the same files once', async () => {
  const room = await newRoom();
  const { uuid } = (await upload(client, alice, room, 'a', 'a')).body;
  const body = { content: '', client_uuid: randomUUID(), attachments: [uuid] };
  const [first, again] = [await post(room, body), await post(room, body)];
  assert.deepEqual([first.status, again.status], [201, 200]);
  assert.deepEqual(again.body, first.body);
});

test('attachments: of another person, of another room, used or unknown ones cannot be posted', async () => {
  const [room, other] = [await newRoom(), await newRoom()];
  const mine = (await upload(client, alice, room, 'a', 'a')).body.uuid as string;
  const bobs = (await upload(client, bob, room, 'b', 'b')).body.uuid as string;
  assert.equal((await post(room, { content: '', attachments: [mine] })).status, 201);
  const fresh = (await upload(client, alice, room, 'c', 'c')).body.uuid as string;
  for (const [where, uuid] of [
    [room, mine],
    [room, bobs],
    [other, fresh],
    [room, randomUUID()],
  ] as const) {
    assertError(await post(where, { content: 'x', attachments: [uuid] }), 404, 'unknown-attachment');
  }
  // Nothing was written, and the one that is free still is.
  const { total } = (await client.send('GET', `${ROOMS}/${room}/messages`, { token: alice })).body;
  assert.equal(total, 1);
  assert.equal((await post(room, { content: '', attachments: [fresh] })).status, 201);
});

test('attachments: lists that are none, too long or hold one twice are refused', async () => {
  const room = await newRoom();
  const uuid = randomUUID();
  const many = Array.from({ length: 21 }, () => randomUUID());
  for (const attachments of ['a', {}, ['a'], [uuid, uuid], many])
    assertError(await post(room, { content: 'x', attachments }), 400, 'invalid-data');
  assert.equal((await post(room, { content: 'x', attachments: null })).status, 201);
});

test('attachments: who is not in the room, or may not, uploads nothing', async () => {
  const room = await newRoom();
  for (const token of [carol, dave, erin])
    assertError(await upload(client, token, room, 'a', 'a'), 404, 'unknown-room');
  for (const token of [noacl, undefined, 'nonsense'])
    assertError(await upload(client, token, room, 'a', 'a'), 401, 'unauthorized');
  assertError(await upload(client, alice, randomUUID(), 'a', 'a'), 404, 'unknown-room');
});

test('attachments: the address of a file holds for hours, and neither for another file nor for ever', async () => {
  const room = await newRoom();
  const [{ url, uuid }, other] = [
    (await upload(client, alice, room, 'a', 'a')).body,
    (await upload(client, alice, room, 'b', 'b')).body,
  ];
  assert.match(url, /^\/api\/chatd\/1\.0\/attachments\//);
  const status = async (path: string): Promise<number> => (await download(client, path)).status;
  assert.equal(await status(url), 200);
  assert.equal(await status(url.replace(uuid, other.uuid)), 404);
  assert.equal(await status(url.replace(/expires=\d+/, 'expires=99999999999')), 404);
  assert.equal(await status(url.replace(/signature=.*/, 'signature=')), 404);
  assert.equal(await status(url.replace(/\?.*/, '')), 404);
  assert.equal(await status(url.replace(uuid, 'x')), 404);
  clock.advance(5 * 3_600_000);
  assert.equal(await status(url), 200);
  clock.advance(3 * 3_600_000);
  const answer = await client.send('GET', url);
  assertError(answer, 410, 'attachment-url-expired');
});

test('attachments: files that nobody posts go after a day, those of deleted messages at once', async () => {
  const room = await newRoom();
  const [orphan, posted, deleted] = [
    (await upload(client, alice, room, 'a', 'orphan')).body,
    (await upload(client, alice, room, 'b', 'posted')).body,
    (await upload(client, alice, room, 'c', 'deleted')).body,
  ];
  await post(room, { content: '', attachments: [posted.uuid] });
  const message = await post(room, { content: '', attachments: [deleted.uuid] });
  await client.send('DELETE', `${ROOMS}/${room}/messages/${message.body.uuid}`, { token: alice });
  assert.equal((await download(client, deleted.url)).status, 404);
  const { items } = (await client.send('GET', `${ROOMS}/${room}/messages`, { token: alice })).body;
  assert.deepEqual(items[0].attachments, []);
  const kept = async (): Promise<boolean[]> => {
    const files = await keptFiles(server.files);
    return [orphan, posted, deleted].map(({ uuid }) => files.includes(uuid as string));
  };
  await tidied(deleted.uuid as string);
  assert.deepEqual(await kept(), [true, true, false]);
  clock.advance(DAY);
  await tidied(orphan.uuid as string);
  assert.deepEqual(await kept(), [false, true, false]);
  assertError(await post(room, { content: '', attachments: [orphan.uuid] }), 404, 'unknown-attachment');
});

/** Lets the server tidy up, until a file is gone. */
async function tidied(uuid: string): Promise<void> {
  const find = 'SELECT uuid FROM chatd_room_attachment WHERE uuid = $1';
  while ((await server.database.query(find, [uuid])).length > 0) {
    clock.advance(60_000);
    await new Promise(setImmediate);
  }
}

test('attachments: one that is too large or empty is refused, and leaves nothing', async () => {
  await withLimits({ attachments: { size: 1_000, perUser: 1e9 } }, async ({ client: limited }) => {
    const room = await newRoom();
    const before = await rowsOf(USERS.alice);
    assert.equal((await upload(limited, alice, room, 'a', Buffer.alloc(1_000, 1))).status, 201);
    const large = await upload(limited, alice, room, 'a', Buffer.alloc(1_001, 1));
    assertError(large, 413, 'request-entity-too-large');
    assert.equal(large.headers.get('access-control-allow-origin'), 'https://app.example');
    assert.deepEqual(large.body.details, { limit: 1_000 });
    assertError(await upload(limited, alice, room, 'a', Buffer.alloc(3_000_000, 1)), 413, 'request-entity-too-large');
    assertError(await upload(limited, alice, room, 'a', ''), 400, 'invalid-data');
    assert.equal(await rowsOf(USERS.alice), before + 1);
  });
});

test('attachments: all files of one user have a limit, too; uploads at once do not get around it', async () => {
  const room = await client.createRoom(carol, [USERS.bob], 'Quota');
  await withLimits({ attachments: { size: 1_000, perUser: 2_500 } }, async ({ client: limited }) => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => upload(limited, carol, room, 'a', Buffer.alloc(1_000, 1))),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 413, 413, 413, 413]);
    const refused = answers.find(({ status }) => status === 413);
    assertError(refused!, 413, 'attachment-quota-exceeded');
    // Others are not held up.
    assert.equal((await upload(limited, bob, room, 'a', 'a')).status, 201);
  });
});

test('attachments: a body that is none, or holds no file, is refused', async () => {
  const room = await newRoom();
  const path = `${ROOMS}/${room}/attachments`;
  const send = (raw: string, type: string): Promise<Answer> =>
    client.send('POST', path, { token: alice, raw, headers: { 'Content-Type': type } });
  assertError(await send('{}', 'application/json'), 415, 'unsupported-media-type');
  const form = (name: string): string =>
    `--x\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\na\r\n--x--\r\n`;
  assertError(await send(form('other'), 'multipart/form-data; boundary=x'), 400, 'invalid-data');
  assertError(await send('--x--\r\n', 'multipart/form-data; boundary=x'), 400, 'invalid-data');
  assert.equal((await send(form('file'), 'multipart/form-data; boundary=x')).status, 201);
  // Without a boundary, without an end, without a name.
  assert.equal((await send(form('file'), 'multipart/form-data')).status, 400);
  assert.equal((await send(form('file').slice(0, -9), 'multipart/form-data; boundary=x')).status, 400);
  const nameless = form('file').replace('; filename="a"', '\r\nContent-Type: application/octet-stream');
  const { status, body } = await send(nameless, 'multipart/form-data; boundary=x');
  assert.deepEqual([status, body.name], [201, 'file']);
});

test('attachments: an upload that breaks off leaves nothing', async () => {
  const room = await newRoom();
  const before = await rowsOf(USERS.alice);
  const headers = { 'X-Auth-Token': alice, 'Content-Type': 'multipart/form-data; boundary=x' };
  const sending = request(`${client.url}${ROOMS}/${room}/attachments`, { method: 'POST', headers });
  sending.on('error', () => undefined);
  sending.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n');
  sending.write(Buffer.alloc(1_000_000, 1));
  while ((await rowsOf(USERS.alice)) === before) await new Promise(setImmediate);
  sending.destroy();
  while ((await rowsOf(USERS.alice)) !== before) await new Promise(setImmediate);
  const incoming = await readdir(`${server.files}/incoming`);
  assert.deepEqual(incoming, []);
});

async function rowsOf(user: string): Promise<number> {
  const [row] = await server.database.query<{ count: number }>(
    'SELECT count(*) FROM chatd_room_attachment WHERE user_uuid = $1',
    [user],
  );
  return row?.count ?? 0;
}
