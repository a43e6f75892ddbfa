import { MemoryQuickStorage, MemoryStorage, PageLocks } from '../../src/device/memory.js';
import type { Channel, Environment, Locks } from '../../src/device/ports.js';
import type { ChatStorage } from '../../src/device/storage.js';
import type { Scheduler } from './scheduler.js';

/** A tab: what happens to it no longer after a crash. */
export interface Life {
  isAlive: boolean;
  /** Tells it that its person turns to it. */
  turnTo?: () => void;
  /** Tells it that it goes out of sight, and may end. */
  hide?: () => void;
}

/**
 * What the tabs of one browser share: storage that takes its time, locks that end with their tab, channels. A crash is
 * what the platform makes of it: no callback comes any more, locks go to the next, and what was being written is kept
 * or lost.
 */
export class SimulatedDevice {
  /** Local ids of operations that are on the disk or were there. */
  readonly kept = new Set<string>();
  readonly #scheduler: Scheduler;
  readonly #disk = new MemoryStorage();
  readonly #quickStorage = new MemoryQuickStorage();
  readonly #locks = new Map<string, Waiting[]>();
  readonly #channels = new Set<OpenChannel>();
  /** Milliseconds that an access takes at most. */
  readonly #slowness: number;
  #nextAccess = 0;
  #nextAnswer = 0;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
    this.#slowness = scheduler.chance(0.3) ? 200 : 8;
  }

  environment(life: Life, hasStorage: boolean, hasLocks = true): Environment {
    const { random, after } = this.#scheduler;
    const storage = hasStorage ? this.#storage(life) : new MemoryStorage();
    return {
      now: () => this.#scheduler.now,
      random,
      uuid: () => this.#uuid(),
      after: (ms, callback) => after(ms, () => life.isAlive && callback()),
      onWake: () => undefined,
      onHide: (callback) => {
        const { hide } = life;
        life.hide = (): void => {
          hide?.();
          callback();
        };
      },
      onShow: (callback) => {
        const { turnTo } = life;
        life.turnTo = (): void => {
          turnTo?.();
          callback();
        };
      },
      openStorage: async () => storage,
      quickStorage: this.#quickStorage,
      locks: hasLocks ? this.#lockManager(life) : new PageLocks(),
      channel: (name) => this.#channel(name, life),
    };
  }

  /** Frees what a dead tab held. */
  bury(): void {
    for (const waiting of this.#locks.values()) {
      const [holder] = waiting;
      if (holder && !holder.life.isAlive)
        this.#scheduler.after(this.#scheduler.between(0, 50), () => this.#pass(waiting, holder));
    }
  }

  #uuid(): string {
    const digits = (count: number): string =>
      Array.from({ length: count }, () => Math.floor(this.#scheduler.random() * 16).toString(16)).join('');
    return `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`;
  }

  // Storage

  #storage(life: Life): ChatStorage {
    const disk = this.#disk;
    const { kept } = this;
    return {
      operations: (owner) => this.#access(life, () => disk.operations(owner)),
      add: (owner, operation, files, spent) =>
        this.#access(life, async () => {
          kept.add(operation.localId);
          const { operation: stored } = await disk.add(owner, operation, files, spent);
          return { operation: stored, shared: true };
        }),
      update: (...args) => this.#access(life, () => disk.update(...args)),
      files: (...args) => this.#access(life, () => disk.files(...args)),
      mark: (...args) => this.#access(life, () => disk.mark(...args)),
      drafts: (owner) => this.#access(life, () => disk.drafts(owner)),
      setDraft: (owner, roomUuid, text) => this.#access(life, () => disk.setDraft(owner, roomUuid, text)),
      draftFiles: (owner) => this.#access(life, () => disk.draftFiles(owner)),
      keepFile: (...args) => this.#access(life, () => disk.keepFile(...args)),
      fileArrived: (...args) => this.#access(life, () => disk.fileArrived(...args)),
      dropFile: (...args) => this.#access(life, () => disk.dropFile(...args)),
      snapshot: (owner) => this.#access(life, () => disk.snapshot(owner)),
      setSnapshot: (...args) => this.#access(life, () => disk.setSnapshot(...args)),
      clearSnapshots: () => this.#access(life, () => disk.clearSnapshots()),
    };
  }

  /** One after the other, asked and answered in one order, as transactions on a database are. */
  #access<T>(life: Life, work: () => Promise<T>): Promise<T> {
    const scheduler = this.#scheduler;
    this.#nextAccess = Math.max(this.#nextAccess, scheduler.now + scheduler.between(0, this.#slowness));
    this.#nextAnswer = Math.max(this.#nextAnswer, this.#nextAccess + scheduler.between(0, 3));
    const answerAt = this.#nextAnswer;
    return new Promise((resolve) => {
      scheduler.after(this.#nextAccess - scheduler.now, () => {
        if (!life.isAlive && scheduler.chance(0.5)) return;
        void work().then((result) => scheduler.after(answerAt - scheduler.now, () => life.isAlive && resolve(result)));
      });
    });
  }

  // Locks

  #lockManager(life: Life): Locks {
    return {
      acrossTabs: true,
      hold: (name, signal, task) =>
        new Promise((resolve, reject) => {
          const waiting = this.#locks.get(name) ?? [];
          this.#locks.set(name, waiting);
          const start = (): void => {
            void task()
              .then(resolve, reject)
              .finally(() => life.isAlive && this.#pass(waiting, entry));
          };
          const giveUp = (): void => {
            waiting.splice(waiting.indexOf(entry), 1);
            reject(new Error('aborted'));
          };
          signal.addEventListener('abort', giveUp);
          const keep = (): void => signal.removeEventListener('abort', giveUp);
          const entry: Waiting = { life, start, keep, isGranted: false };
          waiting.push(entry);
          this.#grant(waiting);
        }),
    };
  }

  /** The holder is done, or dead. */
  #pass(waiting: Waiting[], holder: Waiting): void {
    if (waiting[0] !== holder) return;
    waiting.shift();
    this.#grant(waiting);
  }

  #grant(waiting: Waiting[]): void {
    while (waiting[0] && !waiting[0].life.isAlive) waiting.shift();
    const [first] = waiting;
    if (!first || first.isGranted) return;
    first.isGranted = true;
    first.keep();
    this.#scheduler.after(this.#scheduler.between(0, 2), () => {
      if (first.life.isAlive) first.start();
      else this.#pass(waiting, first);
    });
  }

  // Channels

  #channel(name: string, life: Life): Channel {
    const channel: OpenChannel = { name, life, listeners: [], lastArrival: 0 };
    this.#channels.add(channel);
    return {
      post: (value) => {
        if (!this.#channels.has(channel)) return;
        for (const other of this.#channels)
          if (other !== channel && other.name === name && other.life.isAlive) this.#carry(value, other);
      },
      listen: (listener) => channel.listeners.push(listener),
      close: () => this.#channels.delete(channel),
    };
  }

  #carry(value: unknown, to: OpenChannel): void {
    const scheduler = this.#scheduler;
    to.lastArrival = Math.max(to.lastArrival, scheduler.now + scheduler.between(0, 3));
    scheduler.after(to.lastArrival - scheduler.now, () => {
      if (to.life.isAlive && this.#channels.has(to)) for (const listener of to.listeners) listener(value);
    });
  }
}

interface Waiting {
  readonly life: Life;
  readonly start: () => void;
  /** There is no more waiting to be given up. */
  readonly keep: () => void;
  isGranted: boolean;
}

interface OpenChannel {
  readonly name: string;
  readonly life: Life;
  readonly listeners: ((value: unknown) => void)[];
  lastArrival: number;
}
