import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import WebSocket, { type ClientOptions } from 'ws';
import type { Connection, ConnectionEvent, TokenContext, TokenProvider } from '../../src/connection/connection.js';
import { WazoConnection } from '../../src/connection/wazo/wazo-connection.js';
import { ChatFailure, type ChatErrorCode } from '../../src/model/errors.js';
import { STOCK_FEATURES } from '../../src/model/features.js';
import { fetchThrough } from './fetch.js';
import type { Person } from './person.js';
import { area } from './suite.js';
import { target } from './target.js';

const { contract, deviation } = area('connection');
const { origin, ca } = target.rest;
const PATIENCE = 15_000;
const never = new AbortController().signal;

if (ca !== undefined) globalThis.fetch = fetchThrough(target.rest);

/** ws as the adapter uses a WebSocket, with the target's CA. */
class TrustingWebSocket extends WebSocket {
  constructor(address: string | URL, protocols?: string | string[], options: ClientOptions = {}) {
    super(address, protocols ?? [], ca === undefined ? options : { ...options, ca });
  }
}

/** What a connection tells, and a way to wait for it. */
class Told {
  readonly events: ConnectionEvent[] = [];
  readonly #waiting = new Set<() => void>();

  readonly listen = (event: ConnectionEvent): void => {
    this.events.push(event);
    for (const look of this.#waiting) look();
  };

  /** The first event of this type, past or to come, that `accepts`. */
  until<T extends ConnectionEvent['type']>(
    type: T,
    accepts: (event: Extract<ConnectionEvent, { type: T }>) => boolean = () => true,
  ): Promise<Extract<ConnectionEvent, { type: T }>> {
    type Wanted = Extract<ConnectionEvent, { type: T }>;
    const isWanted = (event: ConnectionEvent): event is Wanted => event.type === type && accepts(event as Wanted);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`no '${type}' in ${PATIENCE} ms; told so far: ${JSON.stringify(this.events)}`));
      }, PATIENCE);
      const look = (): void => {
        const found = this.events.find(isWanted);
        if (!found) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  count(type: ConnectionEvent['type']): number {
    return this.events.filter((event) => event.type === type).length;
  }
}

interface Open {
  readonly connection: Connection;
  readonly told: Told;
}

function connect(tokenProvider: TokenProvider, host = origin): Connection {
  return new WazoConnection({ host, tokenProvider, WebSocket: TrustingWebSocket });
}

/** Runs `body` with an open connection that events flow on, and closes it whatever happens. */
async function live(person: Person, body: (open: Open) => Promise<void>): Promise<void> {
  const connection = connect(() => Promise.resolve(person.token));
  const told = new Told();
  try {
    await connection.open(never);
    connection.listen(told.listen);
    await told.until('live');
    await body({ connection, told });
  } finally {
    connection.close();
  }
}

/** Runs `body` with a connection that is not open yet. */
async function closing(connection: Connection, body: (connection: Connection) => Promise<void>): Promise<void> {
  try {
    await body(connection);
  } finally {
    connection.close();
  }
}

async function assertFails(code: ChatErrorCode, promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, (thrown) => {
    assert.ok(thrown instanceof ChatFailure, String(thrown));
    assert.equal(thrown.error.code, code, thrown.error.detail);
    return true;
  });
}

/** A provider that answers the sessions' tokens in turn, then the last one again; `reasons` says why it was asked. */
function providerOf(...sessions: readonly Person[]): { provider: TokenProvider; reasons: TokenContext['reason'][] } {
  const reasons: TokenContext['reason'][] = [];
  const provider: TokenProvider = ({ reason }) => {
    reasons.push(reason);
    return Promise.resolve((sessions[reasons.length - 1] ?? sessions.at(-1))?.token ?? '');
  };
  return { provider, reasons };
}

deviation('opening tells who I am and what the server can do', {
  as: ['alice'],
  why: 'a stock chatd has none of the extension',
  stock: async (alice) => {
    await closing(
      connect(() => Promise.resolve(alice.token)),
      async (connection) => {
        assert.deepEqual(await connection.open(never), { userUuid: alice.uuid, features: STOCK_FEATURES });
      },
    );
  },
  ours: async (alice) => {
    await closing(
      connect(() => Promise.resolve(alice.token)),
      async (connection) => {
        const { userUuid, features } = await connection.open(never);
        assert.equal(userUuid, alice.uuid);
        assert.ok(features.names.has('reactions'));
        assert.equal(features.limits.contentLength, target.limits.content_length);
        assert.equal(features.limits.page, target.limits.page);
      },
    );
  },
});

contract(
  'a room that one creates appears with both, live and in the list',
  { as: ['alice', 'bob'] },
  async (alice, bob) => {
    await live(alice, async (mine) => {
      await live(bob, async (his) => {
        const room = await mine.connection.createRoom('Équipe 🚀', [bob.uuid, randomUUID()]);
        assert.equal(room.name, 'Équipe 🚀');
        assert.ok([alice, bob].every(({ uuid }) => room.participants.some((each) => each.uuid === uuid)));
        for (const { told, connection } of [mine, his]) {
          const event = await told.until('room-created', (each) => each.room.uuid === room.uuid);
          assert.equal(event.room.name, room.name);
          const listed = (await connection.rooms(never)).find(({ uuid }) => uuid === room.uuid);
          assert.equal(listed?.participants.length, 3);
        }
      });
    });
  },
);

contract('a nameless room has no name', { as: ['alice'] }, async (alice) => {
  await live(alice, async ({ connection }) => {
    assert.equal((await connection.createRoom(null, [randomUUID()])).name, null);
  });
});

contract(
  'a message that one sends is told to both once, and is found again',
  { as: ['alice', 'bob'] },
  async (alice, bob) => {
    const room = await alice.freshRoom([bob]);
    await live(alice, async (mine) => {
      await live(bob, async (his) => {
        const content = 'Bonjour **tous** <b>x</b> 👋\nligne 2';
        const sent = await mine.connection.sendMessage(room.uuid, content);
        assert.deepEqual([sent.content, sent.userUuid, sent.roomUuid], [content, alice.uuid, room.uuid]);
        const fence = await his.connection.sendMessage(room.uuid, 'fence');
        for (const { told } of [mine, his]) {
          const event = await told.until('message-created', ({ message }) => message.uuid === sent.uuid);
          assert.deepEqual(event.message, sent);
          await told.until('message-created', ({ message }) => message.uuid === fence.uuid);
          assert.equal(told.count('message-created'), 2);
        }
        const page = await his.connection.messages(room.uuid, { limit: 10, offset: 0 }, never);
        assert.deepEqual(page, { messages: [fence, sent], total: 2 });
        const older = await his.connection.messages(room.uuid, { limit: 1, offset: 1 }, never);
        assert.deepEqual(older.messages, [sent]);
      });
    });
  },
);

contract('the last message of each room is found', { as: ['alice'] }, async (alice) => {
  const rooms = [await alice.freshRoom([]), await alice.freshRoom([])];
  await live(alice, async ({ connection }) => {
    for (const room of rooms) await connection.sendMessage(room.uuid, 'not the last');
    const last = await Promise.all(rooms.map((room) => connection.sendMessage(room.uuid, 'the last')));
    const found = await connection.lastMessages(never);
    for (const message of last)
      assert.deepEqual(
        found.find(({ roomUuid }) => roomUuid === message.roomUuid),
        message,
      );
  });
});

contract('reactions come and go on both sides', { as: ['alice', 'bob'], feature: 'reactions' }, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const { uuid } = await alice.send(room, 'react to me');
  await live(alice, async (mine) => {
    await live(bob, async (his) => {
      const reaction = await his.connection.addReaction(room.uuid, uuid, '👨‍👩‍👧‍👦');
      assert.deepEqual([reaction.emoji, reaction.userUuid], ['👨‍👩‍👧‍👦', bob.uuid]);
      const { messages } = await mine.connection.messages(room.uuid, { limit: 1, offset: 0 }, never);
      assert.deepEqual(messages[0]?.reactions, [reaction]);
      await his.connection.removeReaction(room.uuid, uuid, '👨‍👩‍👧‍👦');
      for (const { told } of [mine, his]) {
        for (const type of ['reaction-created', 'reaction-deleted'] as const) {
          const event = await told.until(type);
          assert.deepEqual([event.roomUuid, event.messageUuid], [room.uuid, uuid]);
          assert.deepEqual([event.reaction.emoji, event.reaction.userUuid], ['👨‍👩‍👧‍👦', bob.uuid]);
          assert.equal(told.count(type), 1);
        }
      }
      await assertFails('unknown-reaction', his.connection.removeReaction(room.uuid, uuid, '👨‍👩‍👧‍👦'));
    });
  });
});

contract(
  'people are found by uuid; whom the directory does not know is absent',
  { as: ['alice', 'bob'] },
  async (alice, bob) => {
    await live(alice, async ({ connection }) => {
      const people = await connection.users([bob.uuid, randomUUID()], never);
      assert.deepEqual(
        people.map(({ uuid }) => uuid),
        [bob.uuid],
      );
      assert.ok(people[0]?.name);
      assert.deepEqual(await connection.users([], never), []);
    });
  },
);

contract('people are found by name, in the order of their names', { as: ['alice', 'bob'] }, async (alice, bob) => {
  await live(alice, async ({ connection }) => {
    const [known] = await connection.users([bob.uuid], never);
    const found = await connection.searchUsers(known?.name.split(' ')[0] ?? '', 10, never);
    assert.ok(found.some(({ uuid }) => uuid === bob.uuid));
    const everybody = await connection.searchUsers('', 2, never);
    assert.equal(everybody.length, 2);
    assert.deepEqual(await connection.searchUsers(randomUUID(), 10, never), []);
  });
});

contract('a token that the server refuses is renewed once for all who need it', { as: ['alice'] }, async (alice) => {
  const [first, second] = [await alice.again(), await alice.again()];
  const { provider, reasons } = providerOf(first, second);
  await closing(connect(provider), async (connection) => {
    await connection.open(never);
    await first.logOut();
    const [rooms, people] = await Promise.all([connection.rooms(never), connection.users([alice.uuid], never)]);
    assert.ok(Array.isArray(rooms));
    assert.equal(people[0]?.uuid, alice.uuid);
    assert.deepEqual(reasons, ['start', 'refused']);
  });
  await second.logOut();
});

contract('a socket that refuses the token gets a new one', { as: ['alice'] }, async (alice) => {
  const [first, second] = [await alice.again(), await alice.again()];
  const { provider, reasons } = providerOf(first, second);
  await closing(connect(provider), async (connection) => {
    const told = new Told();
    await connection.open(never);
    await first.logOut();
    connection.listen(told.listen);
    await told.until('live');
    assert.deepEqual(reasons, ['start', 'refused']);
    const sent = await second.send(await second.freshRoom([]), 'heard');
    await told.until('message-created', ({ message }) => message.uuid === sent.uuid);
  });
  await second.logOut();
});

contract('a token that is about to expire is renewed, and events go on', { as: ['alice'] }, async (alice) => {
  const [short, long] = [await alice.again(3), await alice.again()];
  const { provider, reasons } = providerOf(short, long);
  await closing(connect(provider), async (connection) => {
    const told = new Told();
    await connection.open(never);
    connection.listen(told.listen);
    await told.until('live');
    // A socket of the same token that nobody renews shows when its time is over.
    assert.equal((await short.socket().closed()).code, 4003);
    assert.deepEqual(reasons, ['start', 'expiring']);
    const sent = await long.send(await long.freshRoom([]), 'after the first token');
    await told.until('message-created', ({ message }) => message.uuid === sent.uuid);
    assert.equal(told.count('lost'), 0);
  });
  await long.logOut();
});

contract('a provider that knows only bad tokens is asked twice, then it fails', {}, async () => {
  const reasons: string[] = [];
  const provider: TokenProvider = ({ reason }) => {
    reasons.push(reason);
    return Promise.resolve(randomUUID());
  };
  await closing(connect(provider), async (connection) => {
    await assertFails('bad-token', connection.open(never));
    assert.deepEqual(reasons, ['start', 'refused']);
  });
});

contract('bad tokens end the live connection with a failure', { as: ['alice'] }, async (alice) => {
  const session = await alice.again();
  let token = session.token;
  await closing(
    connect(() => Promise.resolve(token)),
    async (connection) => {
      await connection.open(never);
      await session.logOut();
      token = randomUUID();
      const told = new Told();
      connection.listen(told.listen);
      const { error } = await told.until('failed');
      assert.equal(error.code, 'bad-token');
      assert.equal(told.count('live'), 0);
    },
  );
});

const BAD_PROVIDERS: readonly (readonly [string, () => unknown])[] = [
  [
    'throws',
    () => {
      throw new Error('no session');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no session'))],
  ['answers nothing', () => Promise.resolve(undefined)],
  ['answers an empty token', () => Promise.resolve('')],
  ['answers a token with a line break', () => Promise.resolve('a\r\nX-Evil: 1')],
];

for (const [what, provider] of BAD_PROVIDERS) {
  contract(`a provider that ${what} fails`, {}, async () => {
    await closing(connect(provider as TokenProvider), async (connection) => {
      await assertFails('token-provider-failed', connection.open(never));
    });
  });
}

contract('a room that does not exist, or is not mine, is unknown', { as: ['alice', 'dave'] }, async (alice, dave) => {
  const foreign = await dave.freshRoom([]);
  await live(alice, async ({ connection }) => {
    for (const uuid of [randomUUID(), foreign.uuid]) {
      await assertFails('unknown-room', connection.messages(uuid, { limit: 1, offset: 0 }, never));
    }
    await assertFails('unknown-room', connection.sendMessage(randomUUID(), 'x'));
  });
});

contract('what the server refuses is invalid data', { as: ['alice'], extended: true }, async (alice) => {
  const room = await alice.freshRoom([]);
  const message = await alice.send(room, 'x');
  await live(alice, async ({ connection }) => {
    await assertFails('invalid-data', connection.sendMessage(room.uuid, 'a\0b'));
    await assertFails('invalid-data', connection.addReaction(room.uuid, message.uuid, 'no emoji'));
    await assertFails('invalid-data', connection.createRoom('alone', []));
  });
});

contract('a token without permissions is told as such, not renewed', { as: ['noacl'] }, async (noacl) => {
  const { provider, reasons } = providerOf(noacl);
  await closing(connect(provider), async (connection) => {
    await assertFails('unauthorized', connection.rooms(never));
    assert.deepEqual(reasons, ['start']);
  });
});

contract('a server that is not there is a network failure', { as: ['alice'] }, async (alice) => {
  // Port 1 of this machine: nobody listens there.
  await closing(
    connect(() => Promise.resolve(alice.token), 'http://127.0.0.1:1'),
    async (connection) => {
      await assertFails('network', connection.open(never));
    },
  );
});

contract('after close nothing is told any more', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const told = new Told();
  const connection = connect(() => Promise.resolve(bob.token));
  await connection.open(never);
  connection.listen(told.listen);
  await told.until('live');
  const before = told.events.length;
  connection.close();
  const witness = await bob.live(['chatd_user_room_message_created']);
  const { uuid } = await alice.send(room, 'too late');
  await witness.event('chatd_user_room_message_created', ({ data }) => (data as { uuid: string }).uuid === uuid);
  await witness.end();
  assert.equal(told.events.length, before);
});
