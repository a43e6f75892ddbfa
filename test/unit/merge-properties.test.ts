import { roomTimeline } from '../../src/store/timeline-id.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Message } from '../../src/model/message.js';
import { compareMessages } from '../../src/model/order.js';
import { messagesMerged, runMerged } from '../../src/store/message-changes.js';
import { timelineReady } from '../../src/store/timeline-changes.js';
import { roomAdded, timelineOpened } from '../../src/store/room-changes.js';
import { mergeMessages } from '../../src/store/merge.js';
import type { Run } from '../../src/store/run.js';
import { INITIAL_STATE, type ChatState, type Timeline } from '../../src/store/state.js';
import type { Change } from '../../src/store/store.js';
import { message, room, uuid } from '../support/memory-connection.js';

const ROOM = uuid(1);

/** The messages of a room, in order; moments tie now and then. */
const history: fc.Arbitrary<readonly Message[]> = fc
  .uniqueArray(fc.nat({ max: 40 }), { minLength: 1, maxLength: 24 })
  .map((numbers) =>
    numbers.map((n) => message(n, { createdAt: message(Math.floor(n / 2)).createdAt })).sort(compareMessages),
  );

/** Some of the facts, in any order, some of them more than once. */
function retold<T>(facts: readonly T[]): fc.Arbitrary<readonly T[]> {
  const repeats = facts.length > 0 ? fc.array(fc.constantFrom(...facts), { maxLength: 6 }) : fc.constant([]);
  return repeats.chain((more) => fc.shuffledSubarray([...facts, ...more], { minLength: facts.length + more.length }));
}

/** Facts and two tellings of all of them. */
function twoTellings<T>(facts: fc.Arbitrary<readonly T[]>): fc.Arbitrary<readonly [readonly T[], readonly T[]]> {
  return facts.chain((all) => fc.tuple(retold(all), retold(all)));
}

function after(...changes: readonly Change[]): ChatState {
  return changes.reduce((state, change) => change(state), INITIAL_STATE);
}

function opened(...changes: readonly Change[]): Timeline {
  const state = after(roomAdded(room(1)), timelineOpened(roomTimeline(ROOM), ROOM), ...changes);
  return state.timelines.get(roomTimeline(ROOM))!;
}

/** Cut into batches of one to four, as frames, answers and pages bring them. */
function batches(messages: readonly Message[]): readonly (readonly Message[])[] {
  const cut: Message[][] = [];
  messages.forEach((item, index) => (index % 4 === 0 || index % 7 === 3 ? cut.push([item]) : cut.at(-1)!.push(item)));
  return cut;
}

test('messages in any order, repeated and batched, make the same list', () => {
  const property = fc.property(twoTellings(history), ([one, other]) => {
    const merge = (told: readonly Message[]): readonly Message[] => batches(told).reduce(mergeMessages, []);
    const list = merge(one);
    assert.deepEqual(list, merge(other));
    assert.deepEqual([...list].sort(compareMessages), list);
    assert.equal(new Set(list.map((item) => item.uuid)).size, list.length);
  });
  fc.assert(property, { numRuns: 1_000 });
});

test('what is known already changes nothing, not even identity', () => {
  const property = fc.property(twoTellings(history), ([one, other]) => {
    const list = mergeMessages([], one);
    const copies = other.map((item) => ({ ...item, reactions: [...item.reactions] }));
    assert.equal(mergeMessages(list, copies), list);
    const before = after(roomAdded(room(1)), timelineOpened(roomTimeline(ROOM), ROOM), messagesMerged(ROOM, one));
    assert.equal(messagesMerged(ROOM, copies)(before), before);
  });
  fc.assert(property, { numRuns: 1_000 });
});

test('live messages in any order leave the same room and the same row', () => {
  const property = fc.property(twoTellings(history), ([one, other]) => {
    const tell = (told: readonly Message[]): ChatState =>
      after(
        roomAdded(room(1)),
        timelineOpened(roomTimeline(ROOM), ROOM),
        ...batches(told).map((batch) => messagesMerged(ROOM, batch)),
      );
    const [left, right] = [tell(one), tell(other)];
    assert.deepEqual(left.timelines.get(roomTimeline(ROOM)), right.timelines.get(roomTimeline(ROOM)));
    assert.deepEqual(left.rooms.byUuid.get(ROOM), right.rooms.byUuid.get(ROOM));
    assert.equal(left.rooms.byUuid.get(ROOM)?.lastMessage?.uuid, [...one].sort(compareMessages).at(-1)?.uuid);
  });
  fc.assert(property, { numRuns: 1_000 });
});

/** A room and pages of it: contiguous, each with what it says about its ends. */
const pages: fc.Arbitrary<{ readonly all: readonly Message[]; readonly runs: readonly Run[] }> = history.chain((all) =>
  fc
    .array(fc.tuple(fc.nat({ max: all.length - 1 }), fc.integer({ min: 1, max: 8 })), { minLength: 1, maxLength: 8 })
    .map((cuts) => ({ all, runs: cuts.map(([first, length]) => pageOf(all, first, length)) })),
);

function pageOf(all: readonly Message[], first: number, length: number): Run {
  const messages = all.slice(first, first + length);
  return { messages, hasOlder: first > 0, hasNewer: first + length < all.length };
}

test('pages in any order never hide a hole: between neighbours without a gap, none of the room is missing', () => {
  const property = fc.property(
    pages.chain(({ all, runs }) => fc.tuple(fc.constant(all), retold(runs))),
    ([all, runs]) => {
      const { messages, gaps, hasOlder } = opened(
        timelineReady(roomTimeline(ROOM)),
        ...runs.map((run) => runMerged(roomTimeline(ROOM), ROOM, run)),
      );
      const place = new Map(all.map((item, index) => [item.uuid, index]));
      const places = messages.map((item) => place.get(item.uuid)!);
      if (!hasOlder) assert.equal(places[0], 0);
      places.forEach((at, index) => {
        const next = places[index + 1] ?? all.length;
        if (!gaps.has(messages[index]!.uuid)) assert.equal(next, at + 1);
      });
    },
  );
  fc.assert(property, { numRuns: 2_000 });
});

test('pages that cover a room leave the same room without gaps, in whatever order and however often they come', () => {
  const covering = fc.tuple(history, fc.integer({ min: 2, max: 8 })).chain(([all, length]) => {
    // Each begins with the last of the one before, as pages beside a known message do.
    const starts = all.map((_item, index) => index).filter((index) => index % (length - 1) === 0);
    const runs = starts.map((first) => pageOf(all, first, length));
    return fc.tuple(fc.constant(all), retold(runs));
  });
  const property = fc.property(covering, ([all, runs]) => {
    const { messages, gaps, hasOlder } = opened(
      timelineReady(roomTimeline(ROOM)),
      ...runs.map((run) => runMerged(roomTimeline(ROOM), ROOM, run)),
    );
    assert.deepEqual(messages, all);
    assert.equal(hasOlder, false);
    assert.equal(gaps.size, 0);
  });
  fc.assert(property, { numRuns: 1_000 });
});

test('pages and live messages mixed in any order leave every message that was told, in order', () => {
  const facts = pages.chain(({ all, runs }) => {
    const live = all.slice(-3).map((item) => messagesMerged(ROOM, [item]));
    const paged = runs.map((run) => runMerged(roomTimeline(ROOM), ROOM, run));
    const told = new Set([...runs.flatMap((run) => run.messages), ...all.slice(-3)]);
    return fc.tuple(fc.constant([...told].sort(compareMessages)), retold([...live, ...paged]));
  });
  const property = fc.property(facts, ([wanted, changes]) => {
    assert.deepEqual(opened(timelineReady(roomTimeline(ROOM)), ...changes).messages, wanted);
  });
  fc.assert(property, { numRuns: 1_000 });
});
