import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { textBody } from '../../../src/model/message.js';
import { NO_FEATURES, STOCK_LIMITS } from '../../../src/model/features.js';
import { assertFails, closing, connect, live, never, Told } from '../helpers/connection.js';
import { area } from '../suite.js';
import { target } from '../target.js';

const { contract, deviation } = area('connection');

deviation('opening tells who I am and what the server can do', {
  as: ['alice'],
  why: 'a stock chatd has none of the extension',
  stock: async (alice) => {
    await closing(
      connect(() => Promise.resolve(alice.token)),
      async (connection) => {
        assert.deepEqual(await connection.open(never), {
          userUuid: alice.uuid,
          features: NO_FEATURES,
          limits: STOCK_LIMITS,
        });
      },
    );
  },
  ours: async (alice) => {
    await closing(
      connect(() => Promise.resolve(alice.token)),
      async (connection) => {
        const { userUuid, features, limits } = await connection.open(never);
        assert.equal(userUuid, alice.uuid);
        assert.ok(features.has('reactions'));
        assert.equal(limits.contentLength, target.limits.content_length);
        assert.equal(limits.page, target.limits.page);
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
          const event = await told.until('room-added', (each) => each.room.uuid === room.uuid);
          assert.equal(event.room.name, room.name);
          const listed = (await connection.rooms(never)).rooms.find(({ uuid }) => uuid === room.uuid);
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
        const sent = await mine.connection.sendMessage(room.uuid, textBody(content), randomUUID());
        assert.deepEqual([sent.body?.text, sent.userUuid, sent.roomUuid], [content, alice.uuid, room.uuid]);
        const fence = await his.connection.sendMessage(room.uuid, textBody('fence'), randomUUID());
        for (const { told } of [mine, his]) {
          const event = await told.until('message-created', ({ message }) => message.uuid === sent.uuid);
          assert.deepEqual(event.message, sent);
          await told.until('message-created', ({ message }) => message.uuid === fence.uuid);
          assert.equal(told.count('message-created'), 2);
        }
        const page = await his.connection.messages(room.uuid, { from: 'newest', limit: 10 }, never);
        assert.deepEqual(page, { messages: [fence, sent], hasOlder: false, hasNewer: false });
        const older = await his.connection.messages(room.uuid, { from: 'before', limit: 1, message: fence }, never);
        assert.ok(older.messages.some(({ uuid }) => uuid === sent.uuid));
      });
    });
  },
);

contract('the last message of each room is found', { as: ['alice'] }, async (alice) => {
  const rooms = [await alice.freshRoom([]), await alice.freshRoom([])];
  await live(alice, async ({ connection }) => {
    for (const room of rooms) await connection.sendMessage(room.uuid, textBody('not the last'), randomUUID());
    const last = await Promise.all(
      rooms.map((room) => connection.sendMessage(room.uuid, textBody('the last'), randomUUID())),
    );
    const found = (await connection.rooms(never)).lastMessages;
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
      const { reactions } = his.connection.can;
      assert.ok(reactions);
      await reactions.add(room.uuid, uuid, '👨‍👩‍👧‍👦');
      const { messages } = await mine.connection.messages(room.uuid, { from: 'newest', limit: 1 }, never);
      const [reaction] = messages[0]?.reactions ?? [];
      assert.deepEqual([reaction?.emoji, reaction?.userUuid], ['👨‍👩‍👧‍👦', bob.uuid]);
      await reactions.remove(room.uuid, uuid, '👨‍👩‍👧‍👦');
      for (const { told } of [mine, his]) {
        for (const type of ['reaction-created', 'reaction-deleted'] as const) {
          const event = await told.until(type);
          assert.deepEqual([event.roomUuid, event.messageUuid], [room.uuid, uuid]);
          assert.deepEqual([event.reaction.emoji, event.reaction.userUuid], ['👨‍👩‍👧‍👦', bob.uuid]);
          assert.equal(told.count(type), 1);
        }
      }
      await assertFails('unknown-reaction', reactions.remove(room.uuid, uuid, '👨‍👩‍👧‍👦'));
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

contract('a room that does not exist, or is not mine, is unknown', { as: ['alice', 'dave'] }, async (alice, dave) => {
  const foreign = await dave.freshRoom([]);
  await live(alice, async ({ connection }) => {
    for (const uuid of [randomUUID(), foreign.uuid]) {
      await assertFails('unknown-room', connection.messages(uuid, { from: 'newest', limit: 1 }, never));
    }
    await assertFails('unknown-room', connection.sendMessage(randomUUID(), textBody('x'), randomUUID()));
  });
});

contract('what the server refuses is invalid data', { as: ['alice'], extended: true }, async (alice) => {
  const room = await alice.freshRoom([]);
  const message = await alice.send(room, 'x');
  await live(alice, async ({ connection }) => {
    await assertFails('invalid-data', connection.sendMessage(room.uuid, textBody('a\0b'), randomUUID()));
    await assertFails('invalid-data', connection.can.reactions!.add(room.uuid, message.uuid, 'no emoji'));
    await assertFails('invalid-data', connection.createRoom('alone', []));
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
