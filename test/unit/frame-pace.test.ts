import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it, mock } from 'node:test';
import { FramePace } from '../../src/ui/shared/frame-pace.js';

/** The time (ms) of a frame. */
const FRAME = 16;
/** Renders that happen at once, before what comes counts as a flood. */
const AT_ONCE = 3;

/** A page whose time passes in frames only, and in what they take. */
class Page {
  now = 0;
  /** Whether tasks wait for each other, so that there is no time for what has time. */
  isBusy = false;
  #frames: (() => void)[] = [];
  #tasks: (() => void)[] = [];
  #idle: { readonly callback: () => void; readonly latest: number }[] = [];

  readonly requestAnimationFrame = (callback: () => void): number => this.#frames.push(callback);
  readonly setTimeout = (callback: () => void, delay = 0): number => (delay === 0 ? this.#tasks.push(callback) : 0);

  readonly requestIdleCallback = (callback: () => void, { timeout }: { timeout: number }): number =>
    this.#idle.push({ callback, latest: this.now + timeout });

  /** Runs a frame and, when it was painted, the tasks that it left; then what has time. */
  async frame(): Promise<void> {
    this.now = (Math.floor(this.now / FRAME) + 1) * FRAME;
    for (const callback of this.#frames.splice(0)) callback();
    await settled();
    for (const task of this.#tasks.splice(0)) task();
    const due = this.#idle.filter(({ latest }) => !this.isBusy || this.now >= latest);
    this.#idle = this.#idle.filter((each) => !due.includes(each));
    for (const { callback } of due) callback();
    await settled();
  }
}

/** A task that the page's stand-in knows nothing of: all promises that can have gone on have. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('the pace of a flood', () => {
  let page: Page;
  let pace: FramePace;
  /** When (ms) there was a render. */
  let renders: number[];

  before(() => {
    mock.method(performance, 'now', () => page.now);
    mock.method(globalThis, 'setTimeout', (...words: [() => void, number?]) => page.setTimeout(...words));
    mock.method(globalThis, 'clearTimeout', () => undefined);
    Object.assign(globalThis, {
      requestAnimationFrame: (callback: () => void) => page.requestAnimationFrame(callback),
      cancelAnimationFrame: () => undefined,
      requestIdleCallback: (callback: () => void, options: { timeout: number }) =>
        page.requestIdleCallback(callback, options),
    });
  });

  after(() => {
    mock.restoreAll();
    Reflect.deleteProperty(globalThis, 'requestAnimationFrame');
    Reflect.deleteProperty(globalThis, 'cancelAnimationFrame');
    Reflect.deleteProperty(globalThis, 'requestIdleCallback');
  });

  beforeEach(async () => {
    page = new Page();
    pace = new FramePace(AT_ONCE);
    renders = [];
    for (let nth = 0; nth < AT_ONCE; nth += 1) await pace.run(() => renders.push(page.now), 'as-usual');
    assert.deepEqual(renders, [0, 0, 0]);
    renders = [];
  });

  /** Something comes in each frame, and to render it takes so many ms. @returns the frames that rendered */
  async function flood(frames: number, cost: number): Promise<readonly number[]> {
    let isWaiting = false;
    for (let nth = 0; nth < frames; nth += 1) {
      if (!isWaiting) {
        isWaiting = true;
        const render = (): void => {
          renders.push(page.now / FRAME);
          page.now += cost;
        };
        void pace.run(render, 'as-usual').then(() => (isWaiting = false));
      }
      await page.frame();
    }
    return renders;
  }

  it('is one render per frame where a frame has time left', async () => {
    assert.deepEqual(await flood(5, 8), [1, 2, 3, 4, 5]);
  });

  it('lets the page read first what else came', async () => {
    page.isBusy = true;
    const [first = 0, second = 0, third = 0] = await flood(20, 8);
    const rests = [second - first, third - second].map((frames) => frames * FRAME);
    for (const rest of rests) assert.ok(rest >= 100 && rest < 100 + 2 * FRAME, String(rests));
    page.isBusy = false;
    renders = [];
    await flood(3, 8);
    assert.equal(renders.length, 3);
  });

  it('leaves the page as much time as a render took that filled its frame', async () => {
    const [first = 0, second = 0, third = 0] = await flood(12, 40);
    assert.ok((second - first) * FRAME >= 80, `${String(first)}, ${String(second)}`);
    assert.equal(third - second, second - first);
  });

  it('rests for a while at most, however slow the machine', async () => {
    const [first = 0, second = 0] = await flood(40, 400);
    const rest = (second - first) * FRAME - 400;
    assert.ok(rest >= 100 && rest < 100 + 2 * FRAME, String(rest));
  });

  it('is interrupted by what shall be seen at once', async () => {
    await flood(2, 60);
    const before = renders.length;
    const waiting = pace.run(() => renders.push(page.now), 'as-usual');
    await settled();
    assert.equal(renders.length, before);
    pace.hurry();
    await waiting;
    assert.equal(renders.length, before + 1);
  });
});
