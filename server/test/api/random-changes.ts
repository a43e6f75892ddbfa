import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { seededRandom } from '../../../test/support/random.js';
import { type Json, ROOMS } from '../support/client.js';
import { client, tokens } from '../support/shared-server.js';
import type { TestSocket } from '../support/test-socket.js';
import { USERS } from '../support/test-server.js';

const PEOPLE = ['alice', 'bob', 'carol'] as const;
type Name = (typeof PEOPLE)[number];
const EMOJI = ['👍', '🎉', '❤️'];
const STEPS = 16;

/** What somebody knows of a room: its messages as they are on the wire, by uuid. */
type State = ReadonlyMap<string, Json>;

interface Room {
  readonly url: string;
  readonly random: () => number;
  /** All that was ever posted, with its author. */
  readonly posted: { readonly uuid: string; readonly author: Name }[];
}

const pick = <Item>(items: readonly Item[], random: () => number): Item | undefined =>
  items[Math.floor(random() * items.length)];

async function post({ url, posted }: Room, author: Name): Promise<void> {
  const body = { content: randomUUID(), client_uuid: randomUUID() };
  const { body: message } = await client.send('POST', url, { token: tokens[author], body });
  posted.push({ uuid: message.uuid, author });
  await client.send('POST', url, { token: tokens[author], body });
}

/** One step of one person; some are refused, as those on tombstones. @param choice 0 to 1: which kind of step */
async function step(room: Room, name: Name, choice: number): Promise<void> {
  const token = tokens[name];
  const any = pick(room.posted, room.random);
  const own = pick(
    room.posted.filter(({ author }) => author === name),
    room.random,
  );
  const emoji = pick(EMOJI, room.random) ?? '';
  if (choice < 0.3 || !any || !own) return post(room, name);
  const reactions = `${room.url}/${any.uuid}/reactions`;
  if (choice < 0.6) await client.send('POST', reactions, { token, body: { emoji } });
  else if (choice < 0.75) await client.send('DELETE', `${reactions}?emoji=${encodeURIComponent(emoji)}`, { token });
  else if (choice < 0.93) await client.send('PUT', `${room.url}/${own.uuid}`, { token, body: { content: emoji } });
  else await client.send('DELETE', `${room.url}/${own.uuid}`, { token });
}

async function toggleReaction({ url, posted }: Room): Promise<void> {
  const path = `${url}/${posted[0]?.uuid}/reactions`;
  const token = tokens.bob;
  await client.send('POST', path, { token, body: { emoji: '👍' } });
  await client.send('DELETE', `${path}?emoji=👍`, { token });
}

/** One of each kind, so that none is missing; then whatever comes. */
const FIRST = [0, 0.5, 0.8, 0.95];

async function lane(room: Room, name: Name): Promise<void> {
  for (let n = 0; n < STEPS; n += 1) await step(room, name, FIRST[n] ?? room.random());
}

const withoutReaction = (message: Json, { emoji, user_uuid }: Json): Json[] =>
  message.reactions.filter((each: Json) => each.emoji !== emoji || each.user_uuid !== user_uuid);

/** The message after an event about it. */
function after(known: Json, { name, data, revision }: Json): Json {
  switch (name) {
    case 'chatd_user_room_message_created':
    case 'chatd_user_room_message_updated':
      return data;
    case 'chatd_user_room_message_deleted':
      return { ...known, content: '', reactions: [], deleted_at: data.deleted_at, revision };
    case 'chatd_users_room_message_reaction_created':
      return { ...known, revision, reactions: [...known.reactions, data] };
    default:
      return { ...known, revision, reactions: withoutReaction(known, data) };
  }
}

/** The room after each of its revisions, from its first one on. */
function statesFrom(events: readonly Json[]): State[] {
  const states: State[] = [new Map()];
  for (const event of events) {
    const uuid = (event.message_uuid ?? event.data.uuid) as string;
    const state = states.at(-1)!;
    states.push(new Map(state).set(uuid, after(state.get(uuid), event)));
  }
  return states;
}

/** A state in which order of reactions and their times, which events do not carry, do not count. */
const comparable = (state: State): Json =>
  Object.fromEntries(
    [...state].map(([uuid, message]) => {
      const reactions = message.reactions.map(({ emoji, user_uuid }: Json) => `${emoji} ${user_uuid}`).sort();
      return [uuid, { ...message, reactions }];
    }),
  );

/** A state, brought up to date by asking for changes in steps of `limit`. */
async function caughtUp(url: string, state: State, from: number, limit: number): Promise<State> {
  const result = new Map(state);
  for (let revision = from, complete = false; !complete;) {
    const { body } = await client.send('GET', `${url}/changes?after=${revision}&limit=${limit}`, { token: tokens.bob });
    for (const item of body.items) result.set(item.uuid, item);
    ({ revision, complete } = body as { revision: number; complete: boolean });
  }
  return result;
}

async function eventsOf(socket: TestSocket, roomUuid: string): Promise<Json[]> {
  const frames = await socket.rest();
  await socket.close();
  return frames.map((frame) => frame.data).filter((event) => event.room_uuid === roomUuid);
}

for (const seed of [1, 2, 3]) {
  test(`random changes ${seed}: revisions, events and changes tell the same story`, async () => {
    const uuid = await client.createRoom(tokens.alice, [USERS.bob, USERS.carol], `Random ${seed}`);
    const room: Room = { url: `${ROOMS}/${uuid}/messages`, random: seededRandom(seed), posted: [] };
    const sockets = await Promise.all(PEOPLE.map((name) => client.listen(tokens[name], '*')));
    await post(room, 'alice');
    await toggleReaction(room);
    await Promise.all([...PEOPLE, ...PEOPLE].map((name) => lane(room, name)));
    const told = await Promise.all(sockets.map((socket) => eventsOf(socket, uuid)));
    const [events = []] = told;
    const revisions = events.map((event) => (event.revision ?? event.data.revision) as number);
    assert.deepEqual(
      revisions,
      revisions.map((_, index) => index + 1),
    );
    assert.equal(new Set(events.map(({ name }) => name as string)).size, 5, 'every kind of change happened');
    for (const other of told) assert.deepEqual(other.map(identity), events.map(identity));

    const states = statesFrom(events);
    const { body } = await client.send('GET', `${room.url}?limit=1000&direction=asc`, { token: tokens.carol });
    const now = comparable(new Map(body.items.map((item: Json) => [item.uuid, item])));
    assert.deepEqual(comparable(states.at(-1)!), now);
    assert.deepEqual(
      body.items.map((item: Json) => item.uuid as string),
      created(events),
      'the order of the times is that of the revisions',
    );
    for (const [revision, state] of states.entries()) {
      const limit = 5 + Math.floor(room.random() * 50);
      assert.deepEqual(comparable(await caughtUp(room.url, state, revision, limit)), now, `after=${revision}`);
    }
  });
}

const identity = ({ name, revision, data, message_uuid }: Json): Json => [name, revision, data, message_uuid];

const created = (events: readonly Json[]): string[] =>
  events.filter(({ name }) => name === 'chatd_user_room_message_created').map(({ data }) => data.uuid as string);
