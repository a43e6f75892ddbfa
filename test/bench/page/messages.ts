// The same conversation for every contender, made from an index alone: nothing of it needs to be kept, so that a fake
// server does not weigh on the heap that is measured.

export interface Item {
  readonly index: number;
  /** 0 to PEOPLE - 1; 0 is the reader. */
  readonly person: number;
  /** Markdown; begins with `marker(index)`. */
  readonly text: string;
  readonly at: Date;
  readonly reactions: readonly ItemReaction[];
}

export interface ItemReaction {
  readonly emoji: string;
  readonly person: number;
}

export const PEOPLE = 8;
export const ME = 0;

const START = Date.UTC(2026, 0, 5, 8);
/** Milliseconds between two messages. */
const PACE = 40_000;
const EMOJI = ['👍', '🎉', '❤️', '😂', '🚀'];

const TEXTS = [
  'Morning! Did the nightly build finish?',
  'Yes, **all green** again. The *flaky* one was the clock, see `clock.test.ts`, and I left a longer note about it in the ticket so that nobody has to look twice.',
  'Perfect 🎉🚀',
  'The plan for today:\n\n- review the queue\n- call the customer in **Lyon**\n- release',
  'Docs are at https://example.com/docs/release-notes?version=26.12 if you need them.',
  'This is what I run:\n\n```js\nconst rooms = await api.rooms();\nfor (const room of rooms) {\n  console.log(room.name);\n}\n```',
  'ok',
  '> Could someone look at the trunk?\n\nOn it. The carrier says it is on their side, so I asked for a ticket number and will report here.',
  'See [the runbook](https://example.com/runbook) before you restart anything, please 🙏',
  'Lunch at noon? I could be at the usual place a little earlier to get a table for all of us, it was full last Thursday.',
];

const FIRST_NAMES = ['Alice', 'Bob', 'Carol', 'Dave', 'Eve', 'Frank', 'Grace', 'Hugo'];
const LAST_NAMES = [
  'Archer',
  'Brown',
  'Cruz',
  'Dunn',
  'Ellis',
  'Fox',
  'Gray',
  'Hill',
  'Ito',
  'Jung',
  'Kahn',
  'Lind',
  'Moor',
];

/** A name of its own for each of a hundred people. */
export function personName(person: number): string {
  const round = Math.floor(person / FIRST_NAMES.length);
  const first = FIRST_NAMES[person % FIRST_NAMES.length]!;
  return `${first} ${LAST_NAMES[(person + round) % LAST_NAMES.length]!}`;
}

/** What a message's text begins with, to be found again on screen. */
export function marker(index: number): string {
  return `m${index}:`;
}

export function item(index: number): Item {
  return {
    index,
    // Two or three messages in a row by one person, as people write.
    person: Math.floor(index / 2.5) % PEOPLE,
    text: `${marker(index)} ${TEXTS[(index * 7) % TEXTS.length]!}`,
    at: new Date(START + index * PACE),
    reactions: index % 5 === 0 ? reactions(index) : [],
  };
}

export function items(count: number): Item[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

function reactions(index: number): ItemReaction[] {
  return Array.from({ length: 1 + (index % 3) }, (_, nth) => ({
    emoji: EMOJI[(index + nth) % EMOJI.length]!,
    person: (index + 3 * nth) % PEOPLE,
  }));
}

/** Rooms, the one with the newest message first. */
export function roomName(index: number): string {
  return `Room ${index}`;
}

export function roomLastItem(index: number): Item {
  return { ...item(1_000 - (index % 1_000)), at: new Date(START - index * PACE) };
}
