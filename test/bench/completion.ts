import type { BenchPage, Sample, Visit } from './bench-page.js';
import { quantile } from './table.js';

/** Milliseconds after which opening the room counts as never. */
const PATIENCE = 60_000;
const PEOPLE = 100;
const ROOMS = 5_000;
/** One room of how many is called after its people. */
const NAMELESS = 4;
const ROUNDS = 20;
/** Milliseconds between keys at least: a person's. */
const PACE = 120;
/** Milliseconds by which keys come at all moments between two frames. */
const SPREAD = 17;
/** Milliseconds in which what comes with the focus is there. */
const FOCUSED = 1_500;

/** A word as it is written, by the figure's keys; each of its keys that has one is timed. */
type Word = readonly (readonly [key: string, figure?: string])[];

/** What is written in a round: what names, shortcodes and titles begin with, and what nearly all titles have. */
function wordsOf(round: number): readonly Word[] {
  const letter = 'abcdefgr'[round % 8] ?? 'a';
  const [first = '', second = ''] = ['sm', 'he', 'th', 'ro'][round % 4] ?? '';
  return [
    [
      ['@', 'list-people'],
      [letter, 'list-person'],
    ],
    [[':'], [first], [second, 'list-emoji']],
    [
      ['#', 'list-rooms'],
      [letter, 'list-room'],
    ],
  ];
}

/** A room of 100 people, with 5,000 rooms beside it: what the keys take that are completed. */
export const completing: Visit = {
  name: 'completing',
  isFor: (contender) => contender === 'ours',
  run: async (page, record) => {
    await page.evaluate(
      `Object.assign(ours.wazo, { people: ${PEOPLE}, leastRooms: ${ROOMS}, nameless: ${NAMELESS} }), 0`,
    );
    await page.probe('openRoom', 1_000, PATIENCE);
    await page.evaluate('ours.list.focus()');
    await pause(FOCUSED);
    const samples: Sample[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      for (const word of wordsOf(round)) samples.push(await write(page, word));
    record(summed(samples));
  },
};

/** Writes a word and takes it away again. */
async function write(page: BenchPage, word: Word): Promise<Sample> {
  const sample: Record<string, number> = {};
  let mark = '';
  for (const [index, [key, figure]] of word.entries()) {
    if (index > 0) mark += key;
    await pause(PACE + Math.random() * SPREAD);
    if (figure === undefined) await page.press(key);
    // What is found by a keyword has nothing to mark; before the second letter there is no list.
    else sample[figure] = await timed(page, key, figure === 'list-emoji' ? null : mark);
  }
  await page.press('Control+A');
  await page.press('Delete');
  return sample;
}

async function timed(page: BenchPage, key: string, mark: string | null): Promise<number> {
  await page.evaluate(`ours.list.expect(${JSON.stringify(mark)}), 0`);
  await page.press(key);
  return page.evaluate('ours.list.took()');
}

/** The first one of each is told apart: what is made once is made then. */
function summed(samples: readonly Sample[]): Sample {
  const keys = [...new Set(samples.flatMap((sample) => Object.keys(sample)))];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const [first = Infinity, ...others] = samples.flatMap((sample) => sample[key] ?? []);
      return [
        [`${key}-first`, first],
        [`${key}-p95`, quantile(others, 0.95)],
      ];
    }),
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
