import type { Browser, CDPSession, Page } from 'playwright-core';
import type { ContenderName } from './contenders.js';
import type { Burst, Opened, Probes, Scrolling, Typing } from './page/probes.js';
import { quantile } from './table.js';

/** What one visit to a contender's page measured, by the figure's key. */
export type Sample = Readonly<Record<string, number>>;

export interface Visit {
  readonly name: string;
  /** How often at most, where a figure hardly varies. */
  readonly rounds?: number;
  readonly isFor: (contender: ContenderName) => boolean;
  /** Hands over each sample as soon as it is there, so that a page that hangs later has not run in vain. */
  readonly run: (page: BenchPage, record: (sample: Sample) => void) => Promise<void>;
}

/** Milliseconds for what a page does of itself when its scripts have come: compiling, collecting, warming up. */
const LOADED = 2_000;
/** Milliseconds after which opening counts as never. */
const PATIENCE = 60_000;
/** Milliseconds for a burst, for scrolling, and for keys to be painted. */
const SHORT_PATIENCE = 20_000;
/** The same for a fling on a slow machine. */
const LONG_PATIENCE = 60_000;
const KEYS = 60;
/** Milliseconds between keys: a fast typist's. */
const KEY_PACE = 40;
const SCROLL_STEP = 1_000;
/** How many times slower the processor of a slow machine is. */
const SLOW_CPU = 4;
/** Milliseconds that a server far away takes for a page. */
const PAGE_DELAY = 100;
/** Milliseconds for which somebody looks at a room before they fling through it. */
const LOOK = 600;

/** A contender's page and the probes in it. */
export class BenchPage {
  readonly #page: Page;
  readonly #session: CDPSession;
  readonly contender: ContenderName | 'empty';

  private constructor(page: Page, session: CDPSession, contender: ContenderName | 'empty') {
    this.contender = contender;
    this.#page = page;
    this.#session = session;
  }

  static async open(browser: Browser, origin: string, contender: ContenderName | 'empty'): Promise<BenchPage> {
    const page = await browser.newPage({ viewport: { width: 1_000, height: 800 } });
    await page.goto(`${origin}/${contender}.html`);
    const opened = new BenchPage(page, await page.context().newCDPSession(page), contender);
    if (contender !== 'empty') await opened.#settle();
    return opened;
  }

  async reload(): Promise<void> {
    await this.#page.reload();
    await this.#settle();
  }

  /** Until the scripts are there and the page has nothing left to do for them. */
  async #settle(): Promise<void> {
    await this.#page.waitForFunction('globalThis.bench');
    await this.#page.evaluate(`new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve), ${LOADED}))`);
  }

  close(): Promise<void> {
    return this.#page.close();
  }

  /** Calls a probe: `openRoom`, 1_000, … */
  probe<Name extends keyof Probes>(
    name: Name,
    ...words: readonly (number | boolean)[]
  ): Promise<Awaited<ReturnType<Probes[Name]>>> {
    return this.#page.evaluate(`bench.${name}(${words.join(', ')})`);
  }

  /** Slows the page down, as on a machine with a processor that many times slower. */
  async slowDown(rate: number): Promise<void> {
    await this.#session.send('Emulation.setCPUThrottlingRate', { rate });
  }

  evaluate(code: string): Promise<number> {
    return this.#page.evaluate<number>(code);
  }

  /** Megabytes of live JavaScript objects. */
  async heap(): Promise<number> {
    for (let round = 0; round < 3; round += 1) await this.#session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#session.send('Runtime.getHeapUsage');
    return usedSize / 1e6;
  }

  /** Presses keys at a typist's pace, whatever the page makes of them. */
  async type(perSecond: number): Promise<Typing> {
    await this.probe('startTyping', perSecond);
    const pressed: Promise<void>[] = [];
    for (let nth = 0; nth < KEYS; nth += 1) {
      // A page that is given up takes its keys with it.
      pressed.push(this.#page.keyboard.press('abcdefgh'[nth % 8] ?? 'a').catch(() => undefined));
      await new Promise((resolve) => setTimeout(resolve, KEY_PACE));
    }
    const typing = await this.probe('stopTyping', KEYS, SHORT_PATIENCE);
    await Promise.all(pressed);
    return typing;
  }
}

const time = ({ ready }: Opened): number => ready ?? Infinity;

const isOurs = (contender: ContenderName | 'empty'): boolean => contender === 'ours';
const isChat: Visit['isFor'] = (contender) => contender !== 'bare';

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
function fling(name: 'fling' | 'slow-fling', cpu: number): Visit {
  const run: Visit['run'] = async (page, record) => {
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
    roomList(1_000),
    roomList(5_000),
    beginning('Rooms'),
    reaction,
  ];
}
