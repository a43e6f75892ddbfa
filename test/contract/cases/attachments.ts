import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import { CHATD, type Person, type WireRoom } from '../person.js';
import type { Answer } from '../rest.js';
import { ATTACHMENT, listOf, MESSAGE } from '../shapes/chatd.js';
import { chatdError, unknownRoom } from '../shapes/errors.js';
import { assertShape, shaped } from '../shape.js';
import { target } from '../target.js';

const { contract } = area('attachments');
const feature = 'attachments';
const needs = { as: ['alice', 'bob'], feature } as const;

const BOUNDARY = 'boundary';

function upload(person: Person, room: string, name: string, content: string): Promise<Answer> {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
  return target.rest.request('POST', `${CHATD}/users/me/rooms/${room}/attachments`, {
    token: person.token,
    raw: `${head}${content}\r\n--${BOUNDARY}--\r\n`,
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  });
}

const post = (person: Person, { uuid }: WireRoom, body: object): Promise<Answer> =>
  person.chatd('POST', `/users/me/rooms/${uuid}/messages`, body);

contract('a file is uploaded, posted with a message and read by its address', needs, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const answer = await upload(alice, room.uuid, 'ünï.txt', 'héllo');
  assert.equal(answer.status, 201);
  const attachment = shaped(answer.body, ATTACHMENT);
  assert.deepEqual([attachment.name, attachment.content_type, attachment.size], ['ünï.txt', 'text/plain', 6]);
  const posted = await post(alice, room, { content: '', attachments: [attachment.uuid] });
  assert.equal(posted.status, 201);
  assert.equal(shaped(posted.body, MESSAGE).attachments?.[0]?.uuid, attachment.uuid);
  const page = await bob.chatd('GET', `/users/me/rooms/${room.uuid}/messages`);
  const [message] = shaped(page.body, listOf(MESSAGE)).items;
  const url = message?.attachments?.[0]?.url ?? '';
  const file = await target.rest.get(url);
  assert.deepEqual([file.status, file.text], [200, 'héllo']);
  assert.equal(file.headers['x-content-type-options'], 'nosniff');
  // Whoever changes the address reads nothing.
  assert.equal((await target.rest.get(url.replace(attachment.uuid, randomUUID()))).status, 404);
});

contract('a file that is not there, or already somewhere else, is not posted', needs, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const { uuid } = shaped((await upload(bob, room.uuid, 'b', 'b')).body, ATTACHMENT);
  for (const other of [uuid, randomUUID()]) {
    const answer = await post(alice, room, { content: 'x', attachments: [other] });
    assert.equal(answer.status, 404);
    assertShape(answer.body, chatdError('unknown-attachment'));
  }
});

contract('only who is in the room uploads', { as: ['alice', 'bob', 'carol'], feature }, async (alice, bob, carol) => {
  const room = await alice.freshRoom([bob]);
  const answer = await upload(carol, room.uuid, 'c', 'c');
  assert.equal(answer.status, 404);
  assertShape(answer.body, unknownRoom(room.uuid));
});
