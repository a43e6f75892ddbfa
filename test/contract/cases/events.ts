import assert from 'node:assert/strict';
import { area } from '../suite.js';
import type { Person, WireMessage, WireRoom } from '../person.js';
import { MESSAGE, ROOM } from '../shapes/chatd.js';
import { event } from '../shapes/websocketd.js';
import { assertShape, exactly, shaped } from '../shape.js';
import type { TestSocket } from '../socket.js';

const { contract } = area('events');

const ROOM_CREATED = 'chatd_user_room_created';
const MESSAGE_CREATED = 'chatd_user_room_message_created';

const about =
  (uuid: string) =>
  ({ data }: Record<string, unknown>): boolean =>
    (data as { uuid: string }).uuid === uuid;

async function end(...sockets: readonly TestSocket[]): Promise<void> {
  await Promise.all(sockets.map((socket) => socket.end()));
}

/** Events of one kind reach a socket in the order of their making, or nearly: what came before `fence` has come. */
async function countBefore(fence: WireMessage, message: WireMessage, socket: TestSocket): Promise<number> {
  await socket.event(MESSAGE_CREATED, about(fence.uuid));
  return socket.events(MESSAGE_CREATED, about(message.uuid)).length;
}

contract(
  'each participant, the creator too, hears once of a new room',
  { as: ['alice', 'bob', 'carol'] },
  async (...people) => {
    const [alice, bob, carol] = people as [Person, Person, Person];
    const sockets = await Promise.all(people.map((person) => person.live([ROOM_CREATED])));
    const room = await alice.freshRoom([bob, carol], 'Équipe 🚀');
    const later = await alice.freshRoom([bob, carol], 'later');
    for (const [index, socket] of sockets.entries()) {
      const { uuid = '' } = people[index] ?? {};
      const acl = String.raw`events\.chatd\.users\.${uuid}\.rooms\.created`;
      const frame = shaped(
        await socket.event(ROOM_CREATED, about(room.uuid)),
        event({ name: ROOM_CREATED, data: ROOM, acl }),
      );
      assert.deepEqual([frame.data.data.uuid, frame.data.data.name], [room.uuid, 'Équipe 🚀']);
      assert.deepEqual(frame.data.data.users, room.users);
      assert.ok(`user_uuid:${uuid}` in frame.data);
      await socket.event(ROOM_CREATED, about(later.uuid));
      assert.equal(socket.events(ROOM_CREATED, about(room.uuid)).length, 1);
    }
    await end(...sockets);
  },
);

contract(
  'each participant, the sender too, hears once of a message',
  { as: ['alice', 'bob', 'carol'] },
  async (...people) => {
    const [alice, bob, carol] = people as [Person, Person, Person];
    const room = await alice.freshRoom([bob, carol]);
    const sockets = await Promise.all(people.map((person) => person.live([MESSAGE_CREATED])));
    const message = await alice.send(room, 'Bonjour **tous** <b>x</b> 👋\nligne 2');
    const fence = await bob.send(room, 'fence');
    for (const [index, socket] of sockets.entries()) {
      const { uuid = '' } = people[index] ?? {};
      const acl = String.raw`events\.chatd\.users\.${uuid}\.rooms\.${room.uuid}\.messages\.created`;
      const keys = { room_uuid: exactly(room.uuid) };
      const frame = await socket.event(MESSAGE_CREATED, about(message.uuid));
      // The event carries the message as REST answers it.
      assertShape(frame, event({ name: MESSAGE_CREATED, data: exactly(message), acl, keys }));
      assert.ok(`user_uuid:${uuid}` in frame.data);
      assert.equal(await countBefore(fence, message, socket), 1);
    }
    await end(...sockets);
  },
);

contract('no event before the start', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const [quiet, started] = [bob.socket(), await bob.live([MESSAGE_CREATED])];
  await quiet.next();
  await quiet.subscribe(MESSAGE_CREATED);
  const lost = await alice.send(room, 'who hears me?');
  await started.event(MESSAGE_CREATED, about(lost.uuid));
  await quiet.start();
  const heard = await alice.send(room, 'and now?');
  await quiet.event(MESSAGE_CREATED, about(heard.uuid));
  assert.deepEqual(quiet.events(MESSAGE_CREATED, about(lost.uuid)), []);
  await end(quiet, started);
});

contract(
  '`*` and a name together deliver once; a second socket of the user hears too',
  { as: ['alice', 'bob'] },
  async (alice, bob) => {
    const room = await alice.freshRoom([bob]);
    const [both, second] = [await bob.live(['*', MESSAGE_CREATED]), await bob.live([MESSAGE_CREATED])];
    const message = await alice.send(room, 'who gets me');
    const fence = await alice.send(room, 'fence');
    assert.equal(await countBefore(fence, message, both), 1);
    assert.equal(await countBefore(fence, message, second), 1);
    await end(both, second);
  },
);

contract('a socket hears only what it subscribed to', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const [rooms, everything] = [await bob.live([ROOM_CREATED]), await bob.live(['*'])];
  const room = await alice.freshRoom([bob]);
  const message = await alice.send(room, 'not for the rooms');
  await everything.event(MESSAGE_CREATED, about(message.uuid));
  await rooms.event(ROOM_CREATED, about(room.uuid));
  await rooms.ping();
  assert.deepEqual(rooms.events(MESSAGE_CREATED), []);
  await end(rooms, everything);
});

contract('who is not in the room hears nothing of it', { as: ['alice', 'bob', 'dave', 'erin'] }, async (...people) => {
  const [alice, bob, dave, erin] = people as [Person, Person, Person, Person];
  const strangers = [await dave.live(['*']), await erin.live(['*'])];
  const member = await bob.live(['*']);
  const room: WireRoom = await alice.freshRoom([bob]);
  const message = await alice.send(room, 'secret');
  await member.event(MESSAGE_CREATED, about(message.uuid));
  // Later rooms of theirs fence off what might still be on its way.
  const theirs = [await dave.freshRoom([]), await erin.freshRoom([])];
  for (const [index, socket] of strangers.entries()) {
    await socket.event(ROOM_CREATED, about(theirs[index]?.uuid ?? ''));
    assert.ok(!JSON.stringify(socket.frames).includes(room.uuid));
  }
  await end(member, ...strangers);
});

contract('what happened while nobody listened is not told later', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  await end(await bob.live([MESSAGE_CREATED]));
  const missed = await alice.send(room, 'missed');
  const socket = await bob.live([MESSAGE_CREATED]);
  const heard = await alice.send(room, 'heard');
  assert.equal(await countBefore(heard, missed, socket), 0);
  await end(socket);
});

contract(
  'a burst of three people reaches everybody once each',
  { as: ['alice', 'bob', 'carol'] },
  async (...people) => {
    const [alice, bob, carol] = people as [Person, Person, Person];
    const room = await alice.freshRoom([bob, carol]);
    const sockets = await Promise.all(people.map((person) => person.live([MESSAGE_CREATED])));
    const sent = await Promise.all(
      people.flatMap((person) => Array.from({ length: 20 }, (_, n) => person.send(room, `burst ${n}`))),
    );
    for (const socket of sockets) {
      await Promise.all(sent.map(({ uuid }) => socket.event(MESSAGE_CREATED, about(uuid))));
      assert.equal(socket.events(MESSAGE_CREATED).length, sent.length);
    }
    await end(...sockets);
  },
);

contract('an event comes after the row can be read', { as: ['alice', 'bob'], extended: true }, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const socket = await bob.live([MESSAGE_CREATED]);
  const posting = alice.send(room, 'committed?');
  await socket.event(MESSAGE_CREATED);
  const answer = await bob.chatd('GET', `/users/me/rooms/${room.uuid}/messages?limit=1`);
  const { items } = answer.body as { items: unknown[] };
  assertShape(items[0], MESSAGE);
  await posting;
  await end(socket);
});

contract(
  'refused requests make no event',
  { as: ['alice', 'bob', 'dave'], extended: true },
  async (alice, bob, dave) => {
    const room = await alice.freshRoom([bob]);
    const socket = await bob.live(['*']);
    const path = `/users/me/rooms/${room.uuid}/messages`;
    await dave.chatd('POST', path, { content: 'intruder' });
    await alice.chatd('POST', path, { content: 5 });
    await alice.chatd('POST', '/users/me/rooms', { users: [{ uuid: bob.uuid }, { uuid: bob.uuid }] });
    const message = await alice.send(room, 'fine');
    await socket.event(MESSAGE_CREATED, about(message.uuid));
    assert.equal(socket.events(MESSAGE_CREATED).length, 1);
    assert.deepEqual(socket.events(ROOM_CREATED), []);
    await end(socket);
  },
);
