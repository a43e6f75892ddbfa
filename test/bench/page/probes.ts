import type { Contender } from './contender.js';
import { countElements, deepText, isInView, lastMatching, rowsInView } from './dom.js';
import { watchDrift, type Drift } from './drift.js';
import { afterLayout, FrameWatch, isSlow, nextFrame, nextTask, painted, settled, TaskWatch } from './frames.js';
import { item, marker, ME, roomName } from './messages.js';

export type { Drift };

export interface Opened {
  /** Milliseconds, or null when it took longer than the patience. */
  readonly ready: number | null;
  /** Milliseconds of the longest task meanwhile; 0 where none took 50 ms or more. */
  readonly longestTask?: number;
}

export interface Burst extends Opened {
  readonly frames: number;
  readonly over50: number;
  readonly longest: number;
  /** Frames in which the newest message was not in view. */
  readonly unpinned: number;
  /** Pixels to the end of the thread, at worst. */
  readonly furthest: number;
  /** Messages on screen at the end. */
  readonly shown: number;
}

export interface Typing {
  /** Milliseconds from each key to the paint after it. */
  readonly keys: readonly number[];
  readonly over50: number;
  readonly longest: number;
}

export interface Scrolling {
  readonly frames: number;
  readonly over50: number;
  readonly longest: number;
  /** Share of the looked-at points that showed no row. */
  readonly blank: number;
  readonly reached: boolean;
  /** Frames, in a row at most, that stood at the top of the list while older messages were missing. */
  readonly stood: number;
  /** The index of the oldest message on screen at the end. */
  readonly oldest: number;
}

/** Pixels between two rows that are no hole. */
const MARGIN = 40;
/** Frames after which a list that stands at its top has no more to show. */
const TOP_FRAMES = 120;

/** The measurements, run inside the page so that no protocol lies between an event and its clock. */
export class Probes {
  readonly #contender: Contender;
  #count = 0;
  #keys: number[] = [];
  #longFrames: number[] = [];
  #typingSince = 0;
  #incoming: ReturnType<typeof setInterval> | undefined;

  constructor(contender: Contender) {
    this.#contender = contender;
  }

  /** Until the newest message is in view and painted. */
  openRoom(count: number, patience: number): Promise<Opened> {
    return this.#open(count, 'room', () => this.#contender.openRoom(), patience);
  }

  /** Until the room with the newest message stands at the top of the list. */
  openRooms(count: number, patience: number): Promise<Opened> {
    return this.#open(count, 'rooms', () => this.#contender.openRooms?.(), patience);
  }

  /** As `openRoom`, signing in included. */
  beginRoom(count: number, patience: number): Promise<Opened> {
    return this.#open(count, 'room', () => this.#contender.begin?.('room'), patience, false);
  }

  /** As `openRooms`, signing in included. */
  beginRooms(count: number, patience: number): Promise<Opened> {
    return this.#open(count, 'rooms', () => this.#contender.begin?.('rooms'), patience, false);
  }

  async #open(
    count: number,
    what: 'room' | 'rooms',
    open: () => void,
    patience: number,
    standsBy = true,
  ): Promise<Opened> {
    this.#count = what === 'room' ? count : 1;
    await this.#prepare(this.#count, what === 'room' ? 1 : count);
    if (standsBy) await this.#contender.standBy?.(what);
    const tasks = new TaskWatch();
    const started = performance.now();
    open();
    const shows = (): boolean => (what === 'room' ? this.#shows(count - 1) : this.#showsRooms());
    const ready = await painted(shows, patience);
    const longestTask = await tasks.stop();
    return { ready: ready === null ? null : ready - started, longestTask };
  }

  async leave(): Promise<void> {
    await this.#contender.leave?.();
  }

  /** When the rows beyond the view are there. */
  async countElements(): Promise<number> {
    await settled();
    return countElements();
  }

  /** Messages of others, each in a task of its own, as a socket would deliver them. */
  async burst(count: number, patience: number): Promise<Burst> {
    let [unpinned, furthest] = [0, 0];
    const distance = (): number => this.#distance();
    const watch = new FrameWatch(() => {
      let off = 0;
      // Two frames' worth of layout passes answer here; the last one is what is painted.
      afterLayout(() => (off = distance()));
      void nextTask().then(() => {
        if (off > 2) unpinned += 1;
        furthest = Math.max(furthest, off);
      });
    });
    const started = performance.now();
    const last = this.#count + count - 1;
    const ready = painted(() => this.#shows(last), patience);
    for (let nth = 0; nth < count && performance.now() - started < patience; nth += 1) {
      this.#receiveNext();
      await nextTask();
    }
    const end = await ready;
    await nextFrame();
    const shown = Number(/m(\d+):/.exec(this.#newestText())?.[1] ?? 0) - (last - count);
    return { ready: end === null ? null : end - started, ...watch.stop(), unpinned, furthest, shown };
  }

  /** Readies the page for keys that come from outside, with `perSecond` messages coming in meanwhile. */
  startTyping(perSecond: number): void {
    this.#contender.input()?.focus();
    this.#keys = [];
    this.#longFrames = [];
    this.#typingSince = performance.now();
    window.addEventListener('keydown', this.#keydown, { capture: true });
    this.#frameObserver.observe({ type: 'long-animation-frame' });
    if (perSecond > 0) this.#incoming = setInterval(() => this.#receiveNext(), 1_000 / perSecond);
  }

  /** @param keys how many were pressed; those not painted within `patience` count with that time */
  async stopTyping(keys: number, patience: number): Promise<Typing> {
    clearInterval(this.#incoming);
    await painted(() => this.#keys.length >= keys, patience);
    window.removeEventListener('keydown', this.#keydown, { capture: true });
    this.#takeFrames(this.#frameObserver.takeRecords());
    this.#frameObserver.disconnect();
    const missing = Array.from({ length: keys - this.#keys.length }, () => patience);
    const long = this.#longFrames.filter(isSlow);
    return { keys: [...this.#keys, ...missing], over50: long.length, longest: Math.max(0, ...long) };
  }

  typed(): string {
    const input = this.#contender.input();
    return input instanceof HTMLTextAreaElement ? input.value : (input?.textContent ?? '');
  }

  /**
   * From the newest to the oldest message, `step` pixels a frame.
   *
   * @param look whether to look for holes in each frame: which takes time of its own, so that its frames do not count
   */
  async scrollToOldest(step: number, patience: number, look: boolean): Promise<Scrolling> {
    const scroller = this.#contender.scroller();
    if (!scroller) throw new Error('There is nothing to scroll.');
    let [looks, blank, atTop, stood, oldest] = [0, 0, 0, 0, Infinity];
    const end = performance.now() + patience;
    const watch = new FrameWatch();
    while (performance.now() < end && oldest > 0 && atTop < TOP_FRAMES) {
      await nextFrame();
      scroller.scrollTop -= step;
      atTop = scroller.scrollTop <= 0 ? atTop + 1 : 0;
      if (!look && atTop === 0) continue;
      await nextTask();
      const seen = this.#look(scroller);
      looks += 1;
      blank += seen.blank;
      oldest = seen.oldest;
      if (oldest > 0) stood = Math.max(stood, atTop);
    }
    const frames = watch.stop();
    oldest = this.#look(scroller).oldest;
    return { ...frames, blank: blank / Math.max(1, looks), reached: oldest === 0, stood, oldest };
  }

  /** How far what is read moves by itself, from the newest message upwards. */
  async watchDrift(stops: number, step: number): Promise<Drift> {
    const scroller = this.#contender.scroller();
    if (!scroller) throw new Error('There is nothing to read.');
    return watchDrift(scroller, this.#contender.messages, stops, step);
  }

  #keydown = (event: Event): void => {
    const pressed = event.timeStamp;
    void nextFrame()
      .then(nextTask)
      .then(() => this.#keys.push(performance.now() - pressed));
  };

  readonly #frameObserver = new PerformanceObserver((list) => this.#takeFrames(list.getEntries()));

  /** The frame that opened the room is told late. */
  #takeFrames(entries: PerformanceEntryList): void {
    for (const { startTime, duration } of entries) if (startTime >= this.#typingSince) this.#longFrames.push(duration);
  }

  /** What preparing leaves to collect must not fall into the measurement. */
  async #prepare(messages: number, rooms: number): Promise<void> {
    await this.#contender.prepare(messages, rooms);
    (globalThis as { gc?: () => void }).gc?.();
    await nextFrame();
    await nextTask();
  }

  #receiveNext(): void {
    const next = item(this.#count);
    this.#count += 1;
    // Others write: what I write myself would come with its own scrolling.
    this.#contender.receive(next.person === ME ? { ...next, person: ME + 1 } : next);
  }

  #newestText(): string {
    const scroller = this.#contender.scroller();
    const newest = scroller && lastMatching(scroller, this.#contender.messages);
    return newest ? deepText(newest) : '';
  }

  #showsRooms(): boolean {
    const room = this.#contender.firstRoom?.() ?? null;
    return room !== null && deepText(room).includes(roomName(0)) && isInView(room, document.documentElement);
  }

  #shows(index: number): boolean {
    const scroller = this.#contender.scroller();
    const newest = scroller && lastMatching(scroller, this.#contender.messages);
    if (!scroller || !newest || !deepText(newest).includes(marker(index))) return false;
    return isInView(newest, scroller);
  }

  #distance(): number {
    const scroller = this.#contender.scroller();
    return scroller ? scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop : 0;
  }

  /** The rows in view, and the pixels of the box that none covers; margins between rows are not counted. */
  #look(scroller: HTMLElement): { readonly blank: number; readonly oldest: number } {
    const box = scroller.getBoundingClientRect();
    // Who has fallen over shows nothing.
    if (box.height === 0) return { blank: 1, oldest: Infinity };
    const rows = rowsInView(scroller, this.#contender.rows);
    let [covered, blank] = [box.top, 0];
    for (const row of rows) {
      const { top, bottom } = row.getBoundingClientRect();
      if (top - covered > MARGIN) blank += top - covered;
      covered = Math.max(covered, bottom);
    }
    if (box.bottom - covered > MARGIN) blank += box.bottom - covered;
    const indexes = rows.map((row) => Number(/m(\d+):/.exec(deepText(row))?.[1] ?? Infinity));
    return { blank: blank / box.height, oldest: Math.min(Infinity, ...indexes) };
  }
}
