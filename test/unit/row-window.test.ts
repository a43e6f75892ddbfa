import { deepEqual } from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { followDevice } from '../../src/i18n/formats.js';
import { emptyTimeline } from '../../src/store/state.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import type { ListInput, ListSource } from '../../src/ui/thread/list/input.js';
import { RowWindow } from '../../src/ui/thread/list/row-window.js';
import { ALICE, message, uuid } from '../support/memory-connection.js';
import { travel, travelHome } from '../support/travel.js';

afterEach(() => {
  travelHome();
  followDevice();
});

const SOURCE: ListSource = {
  loadOlder: () => undefined,
  fillGap: () => undefined,
  loadNewest: () => Promise.resolve(),
  loadAround: () => Promise.resolve(false),
  release: () => undefined,
};

test('days begin where the device is, also when it travels while the list is shown', () => {
  const id = roomTimeline(uuid(1));
  const late = message(1, { createdAt: '2026-11-20T22:00:00.000000Z' });
  const later = message(2, { createdAt: '2026-11-21T02:00:00.000000Z' });
  const timeline = { ...emptyTimeline(id, uuid(1)), status: 'ready' as const, messages: [late, later] };
  const input: ListInput = { id, visit: 1, timeline, unreadAfter: null, me: ALICE, source: SOURCE };
  const window = new RowWindow();
  const kinds = (): readonly string[] => {
    window.makeRows(input, []);
    return window.rows.map(({ kind }) => kind);
  };
  travel('Europe/London');
  followDevice();
  window.enter(timeline);
  deepEqual(kinds(), ['day', 'message', 'day', 'message']);
  travel('America/Montreal');
  followDevice();
  deepEqual(kinds(), ['day', 'message', 'message']);
});
