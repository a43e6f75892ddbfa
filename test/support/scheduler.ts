import { seededRandom } from './random.js';

interface Task {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that a test moves, and all that happens by it: no real time passes, and a seed determines the order. */
export class Scheduler {
  /** Milliseconds since 1970. */
  now = Date.UTC(2026, 10, 20);
  readonly random: () => number;
  /** Sorted by time; of the same time, first come, first served. */
  readonly #tasks: Task[] = [];

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  readonly after = (ms: number, run: () => void): (() => void) => {
    const task = { at: this.now + ms, run };
    let index = this.#tasks.length;
    while (index > 0 && (this.#tasks[index - 1]?.at ?? 0) > task.at) index -= 1;
    this.#tasks.splice(index, 0, task);
    return () => {
      const found = this.#tasks.indexOf(task);
      if (found >= 0) this.#tasks.splice(found, 1);
    };
  };

  /** Milliseconds between two numbers, at random. */
  between(least: number, most: number): number {
    return least + this.random() * (most - least);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** Lets time pass. Promises are settled in full between two tasks. */
  async run(ms: number): Promise<void> {
    const end = this.now + ms;
    await settled();
    for (let task = this.#tasks[0]; task && task.at <= end; task = this.#tasks[0]) {
      this.#tasks.shift();
      this.now = Math.max(this.now, task.at);
      task.run();
      await settled();
    }
    this.now = end;
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
