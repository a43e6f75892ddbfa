/** Whether a frame or a task is longer than 50 ms on the reference, as the page was told; others hold up what one does. */
export function isSlow(duration: number): boolean {
  return duration > ((globalThis as { slowFrame?: number }).slowFrame ?? 50);
}

/** A task of its own: what was queued before it, a frame's painting for one, is over when it runs. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/** Frames after which a page that was painted has nothing left to do. */
const SETTLED = 20;

/** Resolves when what comes in the frames after the first picture, rows beyond the view for one, is there. */
export async function settled(): Promise<void> {
  for (let frame = 0; frame < SETTLED; frame += 1) await nextFrame();
}

/** Resolves when a frame that `condition` holds in has been painted: with the moment, or with null after `patience` ms. */
export async function painted(condition: () => boolean, patience: number): Promise<number | null> {
  const end = performance.now() + patience;
  for (;;) {
    await nextFrame();
    if (condition()) break;
    if (performance.now() > end) return null;
  }
  await nextTask();
  return performance.now();
}

/** Frames, as the page's own callbacks see them. */
export class FrameWatch {
  readonly #durations: number[] = [];
  readonly #onFrame: () => void;
  #last = performance.now();
  #running = true;

  /** @param onFrame runs in each frame, before the page's own layout */
  constructor(onFrame: () => void = () => undefined) {
    this.#onFrame = onFrame;
    requestAnimationFrame(this.#frame);
  }

  stop(): { readonly frames: number; readonly over50: number; readonly longest: number } {
    this.#running = false;
    const { length } = this.#durations;
    const over50 = this.#durations.filter(isSlow).length;
    return { frames: length, over50, longest: Math.max(0, ...this.#durations) };
  }

  #frame = (): void => {
    if (!this.#running) return;
    const now = performance.now();
    this.#durations.push(now - this.#last);
    this.#last = now;
    this.#onFrame();
    requestAnimationFrame(this.#frame);
  };
}

/** Elements nested deeper than any that a chat would watch; the deepest first. */
const PROBE_DEPTH = 90;
const PASSES = 3;
let probes: Element[] | undefined;

function makeProbes(): Element[] {
  const chain: HTMLElement[] = [];
  for (let depth = 0; depth < PROBE_DEPTH; depth += 1) {
    const element = document.createElement('i');
    element.style.cssText = 'position: fixed; inline-size: 1px; block-size: 1px; visibility: hidden; contain: strict';
    chain[chain.length - 1]?.append(element);
    chain.push(element);
  }
  document.body.append(chain[0]!);
  return chain.slice(-PASSES);
}

/**
 * Calls `read` when this frame's layout is what will be painted: after the page's resize observers, which may still
 * scroll. A new observer is always told once, after the older ones, and each pass of them only sees deeper elements.
 */
export function afterLayout(read: () => void): void {
  probes ??= makeProbes();
  const pass = (nth: number): void => {
    const probe = probes?.[nth];
    if (!probe) return;
    const observer = new ResizeObserver(() => {
      observer.disconnect();
      read();
      pass(nth + 1);
    });
    observer.observe(probe);
  };
  pass(0);
}

/** Tasks of 50 ms and more. */
export class TaskWatch {
  readonly #durations: number[] = [];
  readonly #since = performance.now();
  readonly #observer = new PerformanceObserver((list) => this.#take(list.getEntries()));

  constructor() {
    this.#observer.observe({ type: 'longtask' });
  }

  /** @returns the longest, in milliseconds; 0 where there was none */
  async stop(): Promise<number> {
    // The task that has just ended is told in one of the next.
    await nextFrame();
    await nextTask();
    this.#take(this.#observer.takeRecords());
    this.#observer.disconnect();
    return Math.max(0, ...this.#durations);
  }

  #take(entries: PerformanceEntryList): void {
    for (const { startTime, duration } of entries)
      if (startTime + duration > this.#since) this.#durations.push(duration);
  }
}
