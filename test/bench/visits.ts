import type { Sample, Visit } from './bench-page.js';
import { completing } from './completion.js';
import type { ContenderName } from './contenders.js';
import type { Burst, Drift, Opened, Scrolling, Typing } from './page/probes.js';
import { quantile } from './table.js';

/** Milliseconds after which opening counts as never. */
const PATIENCE = 60_000;
/** Milliseconds for a burst and for scrolling. */
const SHORT_PATIENCE = 20_000;
/** The same for a fling on a slow machine. */
const LONG_PATIENCE = 60_000;
const SCROLL_STEP = 1_000;
/** How many times slower the processor of a slow machine is. */
const SLOW_CPU = 4;
/** Milliseconds that a server far away takes for a page. */
const PAGE_DELAY = 100;
/** Places at which somebody stops who reads upwards, and pixels between them. */
const STOPS = 8;
const STOP_STEP = 2_500;
const MIX = 'ours.wazo.isMixed = true';
/** Milliseconds for which somebody looks at a room before they fling through it. */
const LOOK = 600;

const time = ({ ready }: Opened): number => ready ?? Infinity;

const isOurs = (contender: ContenderName | 'empty'): boolean => contender === 'ours';
const isChat: Visit['isFor'] = (contender) => contender !== 'bare';

/** A room of 10,000, of whose messages three of ten carry pictures, files or mentions: how it opens, and what moves in it. */
const mixed: Visit = {
  name: 'mixed',
  isFor: isOurs,
  run: async (page, record) => {
    await page.evaluate(MIX);
    record({ 'mixed-open': time(await page.probe('openRoom', 10_000, PATIENCE)) });
    record({ 'mixed-elements': await page.probe('countElements') });
    const { furthest, came }: Drift = await page.probe('watchDrift', STOPS, STOP_STEP);
    // Where no picture came, nothing was looked at.
    record({ 'mixed-drift': came > 0 ? furthest : Infinity, 'mixed-came': came });
  },
};

/** The same of a room without them. */
const plain: Visit = {
  name: 'plain',
  isFor: isOurs,
  run: async (page, record) => {
    record({ 'open-10000': time(await page.probe('openRoom', 10_000, PATIENCE)) });
    record({ elements: await page.probe('countElements') });
  },
};

function opening(count: number): Visit {
  const run: Visit['run'] = async (page, record) => {
    record({ [`open-${count}`]: time(await page.probe('openRoom', count, PATIENCE)) });
  };
  return { name: `open ${count}`, run, isFor: isOurs };
}

/** What signing in, the rooms and the socket add. */
function beginning(what: 'Room' | 'Rooms'): Visit {
  const run: Visit['run'] = async (page, record) => {
    const { ready, longestTask } = await page.probe(`begin${what}`, 1_000, PATIENCE);
    record({ [`begin-${what}`]: ready ?? Infinity, 'begin-longest': longestTask ?? 0 });
  };
  return { name: `begin ${what}`, run, isFor: isOurs };
}

/** The second visit of a browser. */
const again: Visit = {
  name: 'begin again',
  isFor: isOurs,
  run: async (page, record) => {
    await page.probe('beginRoom', 1_000, PATIENCE);
    await page.probe('leave');
    await page.reload();
    record({ 'again-Room': time(await page.probe('beginRoom', 1_000, PATIENCE)) });
  },
};

/** What every page pays for a key. */
const bare: Visit = {
  name: 'typing in a bare field',
  isFor: (contender) => contender === 'bare',
  run: async (page, record) => record(typingSample('typing', await page.type(0))),
};

/** A room of 1,000 is opened, then 1,000 messages come in. */
const incoming: Visit = {
  name: 'incoming',
  isFor: isChat,
  run: async (page, record) => {
    record({ 'open-1000': time(await page.probe('openRoom', 1_000, PATIENCE)) });
    const burst: Burst = await page.probe('burst', 1_000, SHORT_PATIENCE);
    record({
      'burst-time': time(burst),
      'burst-shown': burst.shown,
      'burst-over50': burst.over50,
      'burst-longest': burst.longest,
      'burst-unpinned': burst.frames === 0 ? 1 : burst.unpinned / burst.frames,
      'burst-furthest': burst.furthest,
    });
  },
};

function typingSample(name: string, { keys, over50, longest }: Typing): Sample {
  return { [`${name}-p95`]: quantile(keys, 0.95), [`${name}-over50`]: over50, [`${name}-longest`]: longest };
}

/** A room of 10,000: what it weighs, typing in it, and scrolling through it. */
function long(emptyHeap: number): Visit {
  const run: Visit['run'] = async (page, record) => {
    const opened = time(await page.probe('openRoom', 10_000, PATIENCE));
    // The widget has visits of its own for that, all alike.
    if (!isOurs(page.contender)) record({ 'open-10000': opened });
    if (opened === Infinity) return;
    record({ elements: await page.probe('countElements'), heap: (await page.heap()) - emptyHeap });
    record(typingSample('typing', await page.type(0)));
    const scrolled: Scrolling = await page.probe('scrollToOldest', SCROLL_STEP, SHORT_PATIENCE, false);
    record({
      'scroll-frames': scrolled.frames,
      'scroll-over50': scrolled.over50,
      'scroll-longest': scrolled.longest,
      'scroll-missing': scrolled.oldest,
    });
  };
  return { name: 'long', run, isFor: isChat };
}

/** Through a room of 10,000 whose pages come from far away, at full speed and on a slow machine. */
function fling(name: 'fling' | 'slow-fling' | 'mixed-fling', cpu: number): Visit {
  const run: Visit['run'] = async (page, record) => {
    if (name === 'mixed-fling') await page.evaluate(MIX);
    await page.probe('openRoom', 10_000, PATIENCE);
    await page.evaluate(`ours.settled().then(() => (ours.wazo.pageDelay = ${PAGE_DELAY}))`);
    await page.slowDown(cpu);
    await new Promise((resolve) => setTimeout(resolve, LOOK));
    const scrolled: Scrolling = await page.probe('scrollToOldest', SCROLL_STEP, LONG_PATIENCE, false);
    await page.slowDown(1);
    record({
      [`${name}-frames`]: scrolled.frames,
      [`${name}-over50`]: scrolled.over50,
      [`${name}-longest`]: scrolled.longest,
      [`${name}-stood`]: scrolled.stood,
      [`${name}-missing`]: scrolled.oldest,
    });
  };
  return { name, run, isFor: isOurs };
}

/** What a fling shows: part of the widget's figures, and measured alone while one works on it. */
export const FLINGS: readonly Visit[] = [fling('fling', 1), fling('slow-fling', SLOW_CPU)];

/** What pictures, files and mentions cost, beside messages that are texts only: a part as well. */
export const MIXTURE: readonly Visit[] = [plain, mixed, fling('fling', 1), fling('mixed-fling', 1)];

/** What a key takes until the list of suggestions is painted, beside what any key takes: a part as well. */
export const COMPLETION: readonly Visit[] = [bare, completing];

/** Looking for holes takes time, so it is done on a page of its own. */
const holes: Visit = {
  name: 'holes',
  isFor: isChat,
  rounds: 2,
  run: async (page, record) => {
    // Who opens too slowly is not scrolled through once more.
    if (time(await page.probe('openRoom', 10_000, SHORT_PATIENCE)) === Infinity) return;
    const { blank } = await page.probe('scrollToOldest', SCROLL_STEP, SHORT_PATIENCE, true);
    record({ 'scroll-blank': blank });
  },
};

const busy: Visit = {
  name: 'typing while 100 come in per second',
  isFor: isChat,
  run: async (page, record) => {
    await page.probe('openRoom', 1_000, PATIENCE);
    record(typingSample('busy', await page.type(100)));
  },
};

function roomList(count: number): Visit {
  const run: Visit['run'] = async (page, record) => {
    record({ [`rooms-${count}`]: time(await page.probe('openRooms', count, SHORT_PATIENCE)) });
  };
  return { name: `rooms ${count}`, run, isFor: (contender) => isChat(contender) && contender !== 'deep-chat' };
}

const reaction: Visit = {
  name: 'reaction',
  isFor: isOurs,
  run: async (page, record) => {
    await page.probe('openRoom', 10_000, PATIENCE);
    record({ 'reaction-renders': await page.evaluate('ours.countReactionRenders()') });
  },
};

export function visits(emptyHeap: number): readonly Visit[] {
  return [
    opening(100),
    opening(1_000),
    opening(10_000),
    beginning('Room'),
    again,
    incoming,
    bare,
    long(emptyHeap),
    opening(100_000),
    busy,
    holes,
    ...FLINGS,
    mixed,
    fling('mixed-fling', 1),
    completing,
    roomList(1_000),
    roomList(5_000),
    beginning('Rooms'),
    reaction,
  ];
}
