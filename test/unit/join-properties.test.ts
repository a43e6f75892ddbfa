import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Message } from '../../src/model/message.js';
import { joinStates, withReaction } from '../../src/store/join.js';
import {
  changesMerged,
  messageDeleted,
  messagesMerged,
  messageUpdated,
  reactionChanged,
  runMerged,
} from '../../src/store/message-changes.js';
import { timelineReady } from '../../src/store/timeline-changes.js';
import { hasHole } from '../../src/store/revisions.js';
import { roomsLoaded, timelineOpened } from '../../src/store/room-changes.js';
import { INITIAL_STATE, type ChatState } from '../../src/store/state.js';
import type { Change } from '../../src/store/store.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import { room, uuid } from '../support/memory-connection.js';
import { roomHistories, seen, type RoomHistory, type Told } from '../support/room-history.js';

const ROOM = uuid(1);
const ID = roomTimeline(ROOM);

function after(state: ChatState, changes: readonly Change[]): ChatState {
  return changes.reduce((now, change) => change(now), state);
}

/** A room of which the list said that it stands at revision `known`, opened. */
function opened(known: number): ChatState {
  return after(INITIAL_STATE, [roomsLoaded([room(1, { revision: known })], []), timelineOpened(ID, ROOM)]);
}

function event(told: Told): Change {
  switch (told.kind) {
    case 'created':
      return messagesMerged(ROOM, [told.message]);
    case 'updated':
      return messageUpdated(told.message);
    case 'deleted':
      return messageDeleted(ROOM, told.messageUuid, told.revision);
    case 'reaction':
      return reactionChanged(ROOM, told.messageUuid, told.reaction, told);
  }
}

/** The whole room as a page showed it at a revision. */
function page({ at }: RoomHistory, revision: number): Change {
  const run = { messages: at[revision] ?? [], hasOlder: false, hasNewer: false };
  return (state) => timelineReady(ID)(runMerged(ID, ROOM, run)(state));
}

/** What `changes?after=` answers when the room stands at `now`. */
function changesAfter({ at }: RoomHistory, revision: number, now: number): Change {
  const messages = (at[now] ?? []).filter((message) => message.revision > revision);
  return changesMerged(ROOM, messages, now);
}

function held(state: ChatState): readonly Message[] {
  return state.timelines.get(ID)?.messages ?? [];
}

function lastOf(history: RoomHistory): readonly Message[] {
  return history.at.at(-1) ?? [];
}

/** Some of these, all of them at least once, in any order. */
function retold<T>(facts: readonly T[]): fc.Arbitrary<readonly T[]> {
  const more = facts.length > 0 ? fc.array(fc.constantFrom(...facts), { maxLength: 8 }) : fc.constant([]);
  return more.chain((again) => fc.shuffledSubarray([...facts, ...again], { minLength: facts.length + again.length }));
}

test('events, pages of any age, answers and changes, repeated and in any order, end with the server’s state', () => {
  const facts = roomHistories().chain((history) => {
    const last = history.told.length;
    const revision = fc.nat(last);
    const pages = fc.array(
      revision.map((at) => page(history, at)),
      { minLength: 1, maxLength: 3 },
    );
    const changes = fc.array(
      fc.tuple(revision, revision).map(([a, b]) => changesAfter(history, Math.min(a, b), Math.max(a, b))),
      { maxLength: 3 },
    );
    return fc
      .tuple(pages, changes)
      .chain(([some, others]) => retold([...history.told.map(event), ...some, ...others]))
      .map((changesInOrder) => ({ history, changesInOrder }));
  });
  const property = fc.property(facts, ({ history, changesInOrder }) => {
    const state = after(opened(1), changesInOrder);
    assert.deepEqual(seen(held(state)), seen(lastOf(history)));
    const row = state.rooms.byUuid.get(ROOM)?.lastMessage;
    assert.deepEqual(seen(row ? [row] : []), seen(lastOf(history).slice(-1)));
    assert.equal(state.revisions.get(ROOM)?.known, history.told.length);
    assert.equal(hasHole(state.revisions.get(ROOM)!), false);
  });
  fc.assert(property, { numRuns: 3_000 });
});

test('where events were lost the numbers have a hole, and the changes since it mend what is held', () => {
  const facts = roomHistories().chain((history) => {
    const last = history.told.length;
    return fc
      .tuple(fc.nat(last), fc.subarray(history.told as Told[]))
      .map(([start, got]) => ({ history, start, got: got.filter(({ revision }) => revision > start) }));
  });
  const property = fc.property(facts, ({ history, start, got }) => {
    // Of revision 0 the server has not counted yet.
    fc.pre(start > 0);
    const live = after(opened(start), [page(history, start), ...got.map(event)]);
    const revisions = live.revisions.get(ROOM)!;
    const highest = Math.max(start, ...got.map(({ revision }) => revision));
    assert.equal(hasHole(revisions), revisions.known < highest);
    const mended = after(live, [changesAfter(history, revisions.known, history.told.length)]);
    assert.deepEqual(seen(held(mended)), seen(lastOf(history)));
    assert.equal(hasHole(mended.revisions.get(ROOM)!), false);
  });
  fc.assert(property, { numRuns: 2_000 });
});

/** States of one message: as pages showed it, and with live changes of reactions on top. */
const states: fc.Arbitrary<readonly Message[]> = roomHistories(16)
  .filter(({ told }) => told.some(({ kind }) => kind === 'created'))
  .chain((history) => {
    const { uuid: of } = lastOf(history)[0]!;
    const shown = history.at.flatMap((messages) => messages.filter(({ uuid: known }) => known === of));
    const reactions = history.told.filter((told) => told.kind === 'reaction' && told.messageUuid === of);
    const state = fc
      .tuple(fc.constantFrom(...shown), fc.subarray(reactions))
      .map(([base, changes]) =>
        changes.reduce(
          (now, told) => (told.kind === 'reaction' ? withReaction(now, told.reaction, told.on, told.revision) : now),
          base,
        ),
      );
    return fc.array(state, { minLength: 3, maxLength: 3 });
  });

test('joining states of a message is commutative, associative and idempotent', () => {
  const property = fc.property(states, ([a, b, c]) => {
    assert.deepEqual(joinStates(a!, b!), joinStates(b!, a!));
    assert.deepEqual(joinStates(joinStates(a!, b!), c!), joinStates(a!, joinStates(b!, c!)));
    assert.equal(joinStates(a!, a!), a);
    const joined = joinStates(a!, b!);
    assert.equal(joinStates(joined, b!), joined);
    assert.equal(joinStates(joined, a!), joined);
  });
  fc.assert(property, { numRuns: 3_000 });
});

test('numbers that repeat, jump, go back or are missing neither throw nor take anything back', () => {
  const bad = roomHistories(12).chain((history) =>
    fc
      .array(fc.tuple(fc.constantFrom(...history.told), fc.constantFrom(0, -1, 1, 2, 1e9, 2 ** 53)), { maxLength: 8 })
      .map((changes) => ({ history, changes })),
  );
  const property = fc.property(bad, ({ history, changes }) => {
    const last = history.told.length;
    const state = after(opened(last), [page(history, last)]);
    const odd = changes.map(([told, revision]) =>
      event(told.kind === 'created' || told.kind === 'updated' ? told : { ...told, revision }),
    );
    const next = after(state, odd);
    assert.deepEqual(
      held(next).map(({ uuid: known }) => known),
      held(state).map(({ uuid: known }) => known),
    );
    assert.ok((next.revisions.get(ROOM)?.known ?? 0) >= last);
  });
  fc.assert(property, { numRuns: 1_000 });
});
