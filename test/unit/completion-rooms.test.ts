import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Localize } from '../../src/i18n/localize.js';
import type { ChatState } from '../../src/store/state.js';
import { RoomSuggestions } from '../../src/ui/composer/completion/rooms.js';

const localize = { lang: () => 'en', term: (key: string) => key } as unknown as Localize;
const users = new Map([
  ['ann', { uuid: 'ann', name: 'Ann Archer', email: null }],
  ['bea', { uuid: 'bea', name: 'Bea Best', email: null }],
]);

/** A state with rooms of these names, and how many titles were made of people. */
function stateOf(names: readonly (string | null)[]): { readonly state: ChatState; readonly asked: () => number } {
  let asked = 0;
  const byUuid = new Map(
    names.map((name, nth) => {
      const participants = ['me', 'ann', 'bea'].map((uuid) => ({ uuid }));
      // Who makes a title leaves the reader out.
      const filter = (isOther: (one: { uuid: string }) => boolean): { uuid: string }[] => {
        asked += 1;
        return [...participants].filter((one) => isOther(one));
      };
      const room = { uuid: String(nth), name, participants: Object.assign([...participants], { filter }) };
      return [room.uuid, { room }];
    }),
  );
  return { state: { rooms: { byUuid }, users, me: 'me' } as unknown as ChatState, asked: () => asked };
}

const labels = (rooms: RoomSuggestions, typed: string, state: ChatState): string[] =>
  rooms.suggest(typed, 'here', state, localize).map(({ label }) => label);

describe('rooms that are offered', () => {
  /** What waits for idle time. */
  let waiting: (() => void)[] = [];

  beforeEach(() => {
    waiting = [];
    Object.assign(globalThis, { requestIdleCallback: (task: () => void) => waiting.push(task) });
  });

  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'requestIdleCallback');
  });

  it('are those that begin so, then those of which a word does, then the others, each as they come', () => {
    const { state } = stateOf(['The sales', 'Presales', null, 'Sales', 'Our sales', 'Sales, North', 'Support']);
    assert.deepEqual(labels(new RoomSuggestions(), 'sal', state), [
      'Sales',
      'Sales, North',
      'The sales',
      'Our sales',
      'Presales',
    ]);
    assert.deepEqual(labels(new RoomSuggestions(), 'ann', state), ['Ann Archer and Bea Best']);
  });

  it('of thousands, are looked at as far as they are shown; the others get their titles in idle time', () => {
    const { state, asked } = stateOf(Array.from({ length: 5_000 }, () => null));
    const rooms = new RoomSuggestions();
    assert.equal(labels(rooms, '', state).length, 25);
    assert.equal(asked(), 25);
    while (waiting.length > 0) waiting.shift()?.();
    assert.equal(asked(), 5_000);
    assert.deepEqual(labels(rooms, 'x', state), []);
    assert.equal(asked(), 5_000, 'titles that are there stay');
  });
});
