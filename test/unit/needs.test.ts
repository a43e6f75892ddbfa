import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { HELD_AROUND } from '../../src/store/retention.js';
import { emptyTimeline } from '../../src/store/state.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import type { ListInput, ListSource } from '../../src/ui/thread/list/input.js';
import { requestNeeds } from '../../src/ui/thread/list/needs.js';
import { Supply } from '../../src/ui/thread/list/supply.js';
import { PREFETCH_SCREENS, PREFETCH_TIME, REST, VISIT_SCREENS } from '../../src/ui/thread/list/tuning.js';
import { ALICE, message, uuid } from '../support/memory-connection.js';

const ROW = 50;
const HEIGHT = 500;
const IN_VIEW = HEIGHT / ROW + 1;

/** A list with so many messages above the view, the person at a speed in messages per ms; what it asks for, in `counts`. */
function place(above: number, speed: number) {
  const counts: number[] = [];
  const source: Partial<ListSource> = { loadOlder: (count = 0) => counts.push(count) };
  const id = roomTimeline(uuid(1));
  const ready = { status: 'ready' as const, hasOlder: true, messages: [message(1)] };
  const timeline = { ...emptyTimeline(id, uuid(1)), ...ready };
  const input: ListInput = { id, timeline, unreadAfter: null, me: ALICE, visit: 0, source: source as ListSource };
  const scroller = { scrollTop: above * ROW, clientHeight: HEIGHT } as HTMLElement;
  const viewport = { first: above, count: IN_VIEW };
  return { counts, input, around: { rows: [], viewport, scroller, speed: -speed * ROW } };
}

/** What is asked for by who has stayed for a while. */
function asked(above: number, speed: number): readonly number[] {
  const { counts, input, around } = place(above, speed);
  requestNeeds(input, { ...around, isVisit: false });
  return counts;
}

test('who rests has messages ahead for the beginning of a fling', () => {
  const reserve = PREFETCH_SCREENS * IN_VIEW;
  deepEqual(asked(reserve, 0), []);
  deepEqual(asked(reserve - 1, 0), [1]);
  deepEqual(asked(50, 0), [reserve - 50]);
});

test('the faster one scrolls, the earlier and the more is asked for, up to what is held anyway', () => {
  const speed = 0.5;
  const reserve = speed * PREFETCH_TIME;
  deepEqual(asked(reserve, speed), []);
  const [count = 0] = asked(reserve - 20, speed);
  ok(count > 20, `${count} messages`);
  const [more = 0] = asked(0, speed);
  ok(more > reserve, `${more} messages`);
  deepEqual(asked(HELD_AROUND / 2, 100), []);
});

test('who only looks into a room costs no more than its page, until they stay or scroll', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { counts, input, around } = place(50, 0);
  const supply = new Supply(() => supply.request(input, around));
  supply.begin();
  supply.request(input, around);
  deepEqual(counts, []);
  supply.request(input, { ...around, speed: -0.1 });
  equal(counts.length, 1);
  t.mock.timers.tick(REST - 1);
  equal(counts.length, 1);
  // Another room, before the first was any more than looked into.
  supply.begin();
  t.mock.timers.tick(REST - 1);
  equal(counts.length, 1);
  t.mock.timers.tick(1);
  equal(counts.length, 2);
});

test('the next page of a room that one looks into is there before its oldest message is reached', () => {
  const near = Math.floor(VISIT_SCREENS * IN_VIEW);
  const { counts, input, around } = place(near, 0);
  requestNeeds(input, { ...around, isVisit: true });
  equal(counts.length, 1);
});
