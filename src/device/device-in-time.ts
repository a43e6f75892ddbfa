import { handled } from '../connection/handled.js';
import type { Clock } from './ports.js';
import type { ChatStorage } from './storage.js';

/** Milliseconds that a device may take for one answer. Some have been seen that never give it; nobody waits for them. */
const ANSWER_LIMIT = 3_000;

/** A device's storage that is asked for as long as it answers, and opened again when the browser has closed it. */
export class DeviceInTime {
  readonly #open: () => Promise<ChatStorage>;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #onAnswering: () => void;
  #device: Promise<ChatStorage>;
  /** Requests that the device has not answered in time: until it does, it is not asked. */
  #overdue = 0;

  /**
   * @param open opens the device's storage, at once and when it was closed; may reject, throw, or never answer
   * @param onAnswering the device answers again
   */
  constructor(open: () => Promise<ChatStorage>, clock: Pick<Clock, 'after'>, onAnswering: () => void) {
    this.#open = async () => open();
    this.#clock = clock;
    this.#onAnswering = onAnswering;
    // Beside the first requests: the rooms wait for the drafts.
    this.#device = handled(this.#open());
  }

  /**
   * @param otherwise the answer where the device gives none, or makes it
   * @param onLate hears the device's answer where it comes too late
   */
  async ask<T>(
    work: (device: ChatStorage) => Promise<T>,
    otherwise: T | (() => T | Promise<T>),
    onLate?: (answer: T) => void,
  ): Promise<T> {
    try {
      return await this.#inTime(work, onLate);
    } catch {
      return typeof otherwise === 'function' ? await (otherwise as () => T | Promise<T>)() : otherwise;
    }
  }

  /** Rejects when the device takes too long, or has not answered an earlier question yet. */
  #inTime<T>(work: (device: ChatStorage) => Promise<T>, onLate?: (answer: T) => void): Promise<T> {
    if (this.#overdue > 0) return Promise.reject(new Error('The device has not answered yet.'));
    return new Promise((resolve, reject) => {
      let isOverdue = false;
      const cancel = this.#clock.after(ANSWER_LIMIT, () => {
        isOverdue = true;
        this.#overdue += 1;
        reject(new Error('The device does not answer.'));
      });
      const answered = (): void => {
        cancel();
        if (!isOverdue) return;
        this.#overdue -= 1;
        if (this.#overdue === 0) this.#onAnswering();
      };
      const asked = this.#askNow(work).finally(answered);
      void asked.then((answer) => (isOverdue ? onLate?.(answer) : resolve(answer)), reject);
    });
  }

  async #askNow<T>(work: (device: ChatStorage) => Promise<T>): Promise<T> {
    const opening = this.#device;
    const device = await opening;
    try {
      return await work(device);
    } catch (thrown) {
      const { name } = thrown as Error;
      // Browsers close a database under memory pressure, and when the person clears it; Safari loses the way to it.
      if (name !== 'InvalidStateError' && name !== 'UnknownError') throw thrown;
      if (this.#device === opening) this.#device = handled(this.#open());
      // What was asked of a database that was lost may have happened.
      if (name === 'UnknownError') throw thrown;
      return work(await this.#device);
    }
  }
}
