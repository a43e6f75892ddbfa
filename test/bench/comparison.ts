import type { Browser } from 'playwright-core';
import { launchUsualBrowser } from '../support/browser.js';
import { BenchPage, type Sample, type Visit } from './bench-page.js';
import type { ContenderName } from './contenders.js';
import { ROWS } from './reach.js';
import { Site } from './site.js';
import { figure, quantile, type Figure } from './table.js';
import { visits } from './visits.js';
import type { Yardstick } from './yardstick.js';

const ROUNDS = 5;
/** Milliseconds that a contender may spend on one kind of visit; after that no further round of it is run. */
const BUDGET = 30_000;
/** Milliseconds after which a visit is given up, a page that answers nothing included. */
const LONGEST_VISIT = 100_000;

/** Milliseconds after which no further round begins, on a machine that is slow or busy. */
const LONGEST_RUN = 1_200_000;
/** Milliseconds from which on a visit is worth a line, so that nobody wonders what takes so long. */
const SLOW_VISIT = 15_000;

/** Samples by contender and key. */
type Samples = Map<ContenderName, Map<string, number[]>>;

/** The widget and its peers in one browser, taking turns; medians of what each reached. */
export async function compare(
  peers: readonly ContenderName[],
  yardstick: Yardstick,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  const contest = new Contest(await Site.start(peers), ['ours', 'bare', ...peers], yardstick, say);
  try {
    return await contest.run();
  } finally {
    await contest.stop();
  }
}

/** Some visits to the widget, and to a bare text field where they are for it, alone. */
export async function measureAlone(
  chosen: readonly Visit[],
  yardstick: Yardstick,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  const contest = new Contest(await Site.start([]), ['ours', 'bare'], yardstick, say);
  try {
    return await contest.run(chosen);
  } finally {
    await contest.stop();
  }
}

class Contest {
  readonly #site: Site;
  readonly #contenders: readonly ContenderName[];
  readonly #yardstick: Yardstick;
  readonly #say: (line: string) => void;
  readonly #samples: Samples;
  readonly #spent = new Map<string, number>();
  #browser: Browser | undefined;

  constructor(site: Site, contenders: readonly ContenderName[], yardstick: Yardstick, say: (line: string) => void) {
    this.#site = site;
    this.#contenders = contenders;
    this.#yardstick = yardstick;
    this.#say = say;
    this.#samples = new Map(contenders.map((name) => [name, new Map<string, number[]>()]));
  }

  async run(chosen?: readonly Visit[]): Promise<readonly Figure[]> {
    const all = chosen ?? visits(await this.#emptyHeap());
    const started = performance.now();
    for (let round = 0; round < ROUNDS && performance.now() - started < LONGEST_RUN; round += 1) {
      // The order is turned around each time, so that nobody always runs first or after the same neighbour.
      const order = round % 2 === 0 ? this.#contenders : [...this.#contenders].reverse();
      for (const visit of all) {
        if (round >= (visit.rounds ?? ROUNDS)) continue;
        for (const name of order) await this.#attempt(visit, name);
      }
      await this.#yardstick.measure();
      this.#say(`round ${round + 1} of ${ROUNDS} done`);
    }
    return this.#figures();
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    this.#site.stop();
  }

  async #attempt(visit: Visit, name: ContenderName): Promise<void> {
    const key = `${visit.name} ${name}`;
    const spent = this.#spent.get(key) ?? 0;
    if (spent > BUDGET || !visit.isFor(name)) return;
    const started = performance.now();
    try {
      await this.#visit(visit, name);
    } catch (thrown) {
      const [reason = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n');
      this.#say(`${name}, ${visit.name}: ${reason}`);
      await this.#restart();
    }
    const took = performance.now() - started;
    this.#spent.set(key, spent + took);
    if (took > SLOW_VISIT) this.#say(`${name}, ${visit.name}: took ${Math.round(took / 1_000)} s`);
  }

  async #visit(visit: Visit, name: ContenderName): Promise<void> {
    const page = await BenchPage.open(await this.#launched(), this.#site.origin, name, this.#yardstick.slowness);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`given up after ${LONGEST_VISIT / 1_000} s`)), LONGEST_VISIT);
    });
    try {
      await Promise.race([visit.run(page, (sample) => this.#record(name, sample)), late]);
      await page.close();
    } finally {
      clearTimeout(timer);
    }
  }

  #record(name: ContenderName, sample: Sample): void {
    const known = this.#samples.get(name);
    for (const [key, value] of Object.entries(sample)) known?.set(key, [...(known.get(key) ?? []), value]);
  }

  async #launched(): Promise<Browser> {
    return (this.#browser ??= await launchUsualBrowser(['--js-flags=--expose-gc']));
  }

  /** A page that hangs would be there for the next one, too. */
  async #restart(): Promise<void> {
    await this.#browser?.close().catch(() => undefined);
    this.#browser = undefined;
  }

  async #emptyHeap(): Promise<number> {
    const page = await BenchPage.open(await this.#launched(), this.#site.origin, 'empty', 1);
    const heap = await page.heap();
    await page.close();
    return heap;
  }

  #figures(): readonly Figure[] {
    const median = (name: ContenderName, key: string): number | undefined => {
      const values = this.#samples.get(name)?.get(key);
      return values && values.length > 0 ? quantile(values, 0.5) : undefined;
    };
    return ROWS.flatMap(({ key, beside = key, name, unit, reach }) => {
      const ours = median('ours', key);
      if (ours === undefined) return [];
      const known = (name: ContenderName, other: string): number => median(name, other) ?? Number.NaN;
      const limit = typeof reach === 'function' ? reach(known, this.#yardstick.slowness) : reach;
      const peers = this.#contenders.flatMap((peer) => {
        const value = peer === 'ours' || peer === 'bare' ? undefined : median(peer, beside);
        return value === undefined ? [] : [[peer, value] as const];
      });
      return [
        {
          ...figure(name, ours, unit, limit),
          samples: this.#samples.get('ours')?.get(key) ?? [],
          peers: Object.fromEntries(peers),
        },
      ];
    });
  }
}
