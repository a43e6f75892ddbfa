import assert from 'node:assert/strict';
import test from 'node:test';
import { DEMO_SEED } from '../src/demo/seed.js';
import { parseSeed } from '../src/seed/parse.js';
import type { SeedTenant } from '../src/seed/seed.js';
import { TEST_SEED } from './support/test-server.js';

const UUID = 'aaaaaaaa-0000-4000-8000-00000000000a';
const user = { uuid: UUID, username: 'ann', firstname: 'Ann' };
const tenant = { uuid: UUID, name: 'Acme', users: [user] };

test('a seed that is right is taken as it is', () => {
  for (const seed of [DEMO_SEED, TEST_SEED, { tenants: [tenant] }, { tenants: [] }]) {
    const copy: unknown = JSON.parse(JSON.stringify(seed));
    assert.deepEqual(parseSeed(copy), copy);
  }
});

test('the demo names people, everybody and rooms, and has emoji of its own', () => {
  const [{ users, rooms = [], emojis = [] }] = DEMO_SEED.tenants as [SeedTenant];
  const texts = rooms.flatMap(({ messages = [] }) => messages.map(({ content }) => content)).join('\n');
  const targets = [...texts.matchAll(/[@#]\[[^[\]\\|`]{1,100}\]\((user|room):([\w-]+)\)/g)];
  const known = { user: users.map(({ uuid }) => uuid), room: ['all', ...rooms.map(({ uuid }) => uuid)] };
  for (const [text, kind, uuid = ''] of targets) assert.ok(known[kind as 'user' | 'room'].includes(uuid), text);
  assert.equal(targets.length, texts.split(/[@#]\[/).length - 1);
  for (const { shortcode } of emojis) assert.ok(texts.includes(`:${shortcode}:`), shortcode);
});

const WRONG: readonly [seed: unknown, message: string][] = [
  [[], '$ must be an object'],
  [{}, '$.tenants must be a list'],
  [{ tenants: [{ ...tenant, uuid: 'x' }] }, '$.tenants[0].uuid must be a uuid'],
  [{ tenants: [{ ...tenant, users: [user, {}] }] }, '$.tenants[0].users[1].uuid must be a uuid'],
  [
    { tenants: [{ ...tenant, users: [{ ...user, pasword: 'x' }] }] },
    '$.tenants[0].users[0].pasword must be left out: there is no such field',
  ],
  [{ tenants: [{ ...tenant, users: [{ ...user, email: 5 }] }] }, '$.tenants[0].users[0].email must be a text'],
  [
    {
      tenants: [
        {
          ...tenant,
          rooms: [{ uuid: UUID, users: ['ann'], messages: [{ author: 'ann', content: 'x', minutes_ago: -1 }] }],
        },
      ],
    },
    '$.tenants[0].rooms[0].messages[0].minutes_ago must be a number of minutes',
  ],
];
for (const [seed, message] of WRONG) {
  test(`a seed is refused: ${message}`, () => {
    assert.throws(() => parseSeed(seed), { message });
  });
}
