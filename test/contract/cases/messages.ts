import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import { target } from '../target.js';
import type { Person, WireRoom } from '../person.js';
import type { Answer } from '../rest.js';
import { chatdError, CHATD_ERROR, invalidData, invalidField, unknownRoom, UNREADABLE_BODY } from '../shapes/errors.js';
import { listOf, MESSAGE } from '../shapes/chatd.js';
import { assertShape, exactly, number, object, shaped, text } from '../shape.js';

const { contract, deviation } = area('messages');

const LIST = listOf(MESSAGE);

function post(person: Person, room: { uuid: string }, body: unknown): Promise<Answer> {
  return person.chatd('POST', `/users/me/rooms/${room.uuid}/messages`, body);
}

async function contents(person: Person, room: WireRoom): Promise<string[]> {
  const answer = await person.chatd('GET', `/users/me/rooms/${room.uuid}/messages?limit=50`);
  return shaped(answer.body, LIST).items.map(({ content }) => content);
}

contract(
  'a message is answered as it was stored: content verbatim, alias, sender',
  { as: ['alice'] },
  async (alice) => {
    const room = await alice.freshRoom([]);
    const content = 'Bonjour **tous** <b>x</b> 👋\nligne 2';
    const answer = await post(alice, room, { content, alias: 'Alice Aubert' });
    assert.equal(answer.status, 201);
    const message = shaped(answer.body, MESSAGE);
    assert.deepEqual([message.content, message.alias], [content, 'Alice Aubert']);
    assert.deepEqual([message.user_uuid, message.tenant_uuid], [alice.uuid, alice.tenantUuid]);
    assert.deepEqual(message.room, { uuid: room.uuid });
  },
);

contract('what the answer says is what the other reads', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const sent = await alice.send(room, 'read me');
  const answer = await bob.chatd('GET', `/users/me/rooms/${room.uuid}/messages?limit=10`);
  assert.deepEqual(shaped(answer.body, LIST), { items: [sent], filtered: 1, total: 1 });
});

for (const [what, body] of [
  ['absent', { content: 'no alias' }],
  ['null', { content: 'no alias', alias: null }],
] as const) {
  contract(`alias ${what} is null`, { as: ['alice'] }, async (alice) => {
    const answer = await post(alice, await alice.freshRoom([]), body);
    assert.equal(answer.status, 201);
    assert.equal(shaped(answer.body, MESSAGE).alias, null);
  });
}

contract('forged and unknown keys are ignored', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const forged = { user_uuid: bob.uuid, created_at: '2000-01-01T00:00:00Z', reactions: [], foo: 1 };
  const answer = await post(alice, room, { content: 'extra', ...forged });
  assert.equal(answer.status, 201);
  const message = shaped(answer.body, MESSAGE);
  assert.equal(message.user_uuid, alice.uuid);
  assert.notEqual(message.created_at.slice(0, 4), '2000');
});

for (const [what, content] of [
  ['empty', ''],
  ['blank', '   '],
  ['a thousand characters', 'x'.repeat(1_000)],
  ['right-to-left', 'مرحبا بالجميع'],
  ['Markdown, HTML and emoji', '# h\n\n<script>alert(1)</script> **b** `c` 👨‍👩‍👧‍👦 \\ "q" \u2028 \ufeff'],
] as const) {
  contract(`content may be ${what}`, { as: ['alice'] }, async (alice) => {
    const room = await alice.freshRoom([]);
    const answer = await post(alice, room, { content });
    assert.equal(answer.status, 201);
    assert.deepEqual(await contents(alice, room), [content]);
  });
}

const BAD_CONTENT: readonly (readonly [string, unknown, unknown])[] = [
  ['missing', {}, { message: 'Missing data for required field.', constraint_id: 'required', constraint: 'required' }],
  ['null', { content: null }, { message: 'Field may not be null.', constraint_id: 'not_null', constraint: 'not_null' }],
  ['a number', { content: 5 }, { message: 'Not a valid string.', constraint_id: 'type', constraint: 'string' }],
];

for (const [what, body, details] of BAD_CONTENT) {
  contract(`content that is ${what} is 400`, { as: ['alice'] }, async (alice) => {
    const answer = await post(alice, await alice.freshRoom([]), body);
    assert.equal(answer.status, 400);
    assertShape(answer.body, invalidData({ content: details }));
  });
}

contract('an alias has at most 256 characters', { as: ['alice'] }, async (alice) => {
  const room = await alice.freshRoom([]);
  assert.equal((await post(alice, room, { content: 'x', alias: 'a'.repeat(256) })).status, 201);
  const answer = await post(alice, room, { content: 'x', alias: 'a'.repeat(257) });
  assert.equal(answer.status, 400);
  const constraint = { min: null, max: 256 };
  const alias = [{ constraint_id: 'length', constraint, message: 'Longer than maximum length 256.' }];
  assertShape(answer.body, invalidData({ alias }));
});

contract('invalid JSON is 400 with a message', { as: ['alice'] }, async (alice) => {
  const room = await alice.freshRoom([]);
  const answer = await alice.chatd('POST', `/users/me/rooms/${room.uuid}/messages`, undefined, { raw: '{oops' });
  assert.equal(answer.status, 400);
  assertShape(answer.body, UNREADABLE_BODY);
});

for (const [what, raw] of [
  ['U+0000', String.raw`{"content":"a\u0000b"}`],
  ['a lone high surrogate', String.raw`{"content":"lone \ud83d surrogate"}`],
  ['a lone low surrogate', String.raw`{"content":"lone \ude00 surrogate"}`],
] as const) {
  deviation(`content with ${what}`, {
    as: ['alice'],
    why: 'refused with 400, since no database can store it',
    stock: async (alice) => {
      const room = await alice.freshRoom([]);
      const answer = await alice.chatd('POST', `/users/me/rooms/${room.uuid}/messages`, undefined, { raw });
      assert.equal(answer.status, 500);
    },
    ours: async (alice) => {
      const room = await alice.freshRoom([]);
      const answer = await alice.chatd('POST', `/users/me/rooms/${room.uuid}/messages`, undefined, { raw });
      assert.equal(answer.status, 400);
      assertShape(answer.body, invalidField('content'));
      assert.deepEqual(await contents(alice, room), []);
    },
  });
}

deviation('long content', {
  as: ['alice'],
  why: 'limited, as the features tell',
  stock: async (alice) => {
    const room = await alice.freshRoom([]);
    assert.equal((await post(alice, room, { content: 'x'.repeat(65_536) })).status, 201);
  },
  ours: async (alice) => {
    const room = await alice.freshRoom([]);
    const limit = target.limits.content_length;
    assert.equal((await post(alice, room, { content: 'x'.repeat(limit) })).status, 201);
    const answer = await post(alice, room, { content: 'x'.repeat(limit + 1) });
    assert.equal(answer.status, 400);
    assertShape(answer.body, invalidField('content'));
  },
});

contract('a sender identity that does not exist is 400', { as: ['alice'] }, async (alice) => {
  const identity = randomUUID();
  const answer = await post(alice, await alice.freshRoom([]), { content: 'x', sender_identity_uuid: identity });
  assert.equal(answer.status, 400);
  const shape = { message: text, error_id: exactly('invalid-identity'), timestamp: number };
  const details = exactly({ identity_uuid: identity });
  assertShape(answer.body, object({ ...shape, details, resource: exactly('messages') }));
});

contract('a room that does not exist is 404 for reading and writing', { as: ['alice'] }, async (alice) => {
  const room = { uuid: randomUUID() };
  const read = await alice.chatd('GET', `/users/me/rooms/${room.uuid}/messages`);
  const written = await post(alice, room, { content: 'x' });
  for (const answer of [read, written]) {
    assert.equal(answer.status, 404);
    assertShape(answer.body, unknownRoom(room.uuid));
  }
});

deviation('a malformed room uuid is 404', {
  as: ['alice'],
  why: 'in JSON, as every error',
  stock: async (alice) => {
    const answer = await alice.chatd('GET', '/users/me/rooms/not-a-uuid/messages');
    assert.equal(answer.status, 404);
    assert.match(answer.headers['content-type'] ?? '', /^text\/html/);
  },
  ours: async (alice) => {
    for (const method of ['GET', 'POST']) {
      const answer = await alice.chatd(
        method,
        '/users/me/rooms/not-a-uuid/messages',
        method === 'GET' ? undefined : {},
      );
      assert.equal(answer.status, 404);
      assertShape(answer.body, CHATD_ERROR);
    }
  },
});

contract('who is not in the room cannot read it', { as: ['alice', 'dave'] }, async (alice, dave) => {
  const room = await alice.freshRoom([]);
  const answer = await dave.chatd('GET', `/users/me/rooms/${room.uuid}/messages`);
  assert.equal(answer.status, 404);
  assertShape(answer.body, unknownRoom(room.uuid));
});

deviation('who is not in the room, but of the tenant, writes into it', {
  as: ['alice', 'dave'],
  why: 'only members may',
  stock: async (alice, dave) => {
    const room = await alice.freshRoom([]);
    const answer = await post(dave, room, { content: 'intruder', alias: 'Alice Aubert' });
    assert.equal(answer.status, 201);
    assert.equal(shaped(answer.body, MESSAGE).user_uuid, dave.uuid);
  },
  ours: async (alice, dave) => {
    const room = await alice.freshRoom([]);
    const answer = await post(dave, room, { content: 'intruder', alias: 'Alice Aubert' });
    assert.equal(answer.status, 404);
    assertShape(answer.body, unknownRoom(room.uuid));
    assert.deepEqual(await contents(alice, room), []);
  },
});

contract('another tenant can neither read nor write', { as: ['alice', 'erin'] }, async (alice, erin) => {
  const room = await alice.freshRoom([]);
  const read = await erin.chatd('GET', `/users/me/rooms/${room.uuid}/messages`);
  const written = await post(erin, room, { content: 'x' });
  for (const answer of [read, written]) {
    assert.equal(answer.status, 404);
    assertShape(answer.body, unknownRoom(room.uuid));
  }
});

for (const [method, feature] of [
  ['PUT', 'editing'],
  ['DELETE', 'deletion'],
] as const) {
  contract(`${method} of a message is 404`, { as: ['alice'], without: feature }, async (alice) => {
    const room = await alice.freshRoom([]);
    const message = await alice.send(room, 'stays');
    const answer = await alice.chatd(method, `/users/me/rooms/${room.uuid}/messages/${message.uuid}`);
    assert.equal(answer.status, 404);
    if (target.extended) assertShape(answer.body, CHATD_ERROR);
    assert.deepEqual(await contents(alice, room), ['stays']);
  });
}

contract('a body of null, a list or a string is 400', { as: ['alice'], extended: true }, async (alice) => {
  const room = await alice.freshRoom([]);
  for (const body of [null, [], 'x', 7]) {
    const answer = await post(alice, room, body);
    assert.equal(answer.status, 400, answer.text);
    assertShape(answer.body, chatdError('invalid-data'));
  }
});
