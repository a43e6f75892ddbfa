import assert from 'node:assert/strict';
import test from 'node:test';
import { accessCheck } from '../src/acl.js';
import { DEFAULT_ACL } from '../src/auth/default-acl.js';

const ME = 'aaaaaaaa-0000-4000-8000-00000000000a';
const OTHER = 'bbbbbbbb-0000-4000-8000-00000000000b';
const SESSION = '499aa809-4dbf-47ef-970d-3e245c392dec';

const CASES: readonly [rules: readonly string[], access: string, allowed: boolean][] = [
  [['chatd.users.me.rooms.#'], 'chatd.users.me.rooms.read', true],
  [['chatd.users.me.rooms.#'], `chatd.users.${ME}.rooms.x.messages.create`, true],
  [['chatd.users.me.rooms.#'], `chatd.users.${OTHER}.rooms.read`, false],
  [['chatd.users.me.rooms.#'], 'chatd.users.me.rooms', false],
  [['chatd.users.*.presences.read'], `chatd.users.${OTHER}.presences.read`, true],
  [['chatd.users.*.read'], 'chatd.users.a.b.read', false],
  [['chatd.*'], 'chatd.users.read', false],
  [['#'], 'anything.at.all', true],
  [['dird.#.me.read'], 'dird.a.b.me.read', true],
  [['dird.#.me.read'], `dird.a.${ME}.read`, true],
  [['#', '!chatd.users.#'], 'chatd.users.me.rooms.read', false],
  [['#', '!chatd.users.#'], 'confd.users.me.read', true],
  [['!chatd.users.#', '#'], 'chatd.users.me.rooms.read', false],
  [['sessions.my_session.read'], `sessions.${SESSION}.read`, true],
  [['sessions.my_session.read'], 'sessions.another.read', false],
  [['a.b'], 'axb', false],
  [['a.(b|c)+'], 'a.b', false],
  [['me'], 'me', true],
  [['home'], ME, false],
  [['websocketd'], 'websocketd.more', false],
  [[], 'anything', false],
  [['!#'], 'anything', false],
];

for (const [rules, access, allowed] of CASES) {
  test(`${JSON.stringify(rules)} ${allowed ? 'allows' : 'forbids'} ${access}`, () => {
    assert.equal(accessCheck(rules, ME, SESSION).allows(access), allowed);
  });
}

test('an ordinary user may chat and look people up, but not read what is others’', () => {
  const { allows } = accessCheck(DEFAULT_ACL, ME, SESSION);
  const may = [
    'websocketd',
    'chatd.users.me.rooms.create',
    `chatd.users.${ME}.presences.update`,
    'confd.users.me.read',
  ];
  assert.deepEqual(
    may.filter((access) => !allows(access)),
    [],
  );
  const mayNot = [
    `chatd.users.${OTHER}.presences.update`,
    `confd.users.${OTHER}.read`,
    `events.chatd.users.${OTHER}.rooms.created`,
  ];
  assert.deepEqual(mayNot.filter(allows), []);
});
