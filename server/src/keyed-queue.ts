/** Runs the tasks of one key one after the other, in the order in which they came; those of other keys do not wait. */
export class KeyedQueue {
  /** The end of each key's last task; a key without tasks is absent. */
  readonly #last = new Map<string, Promise<void>>();

  /** @returns what the task answers; rejects when the task does, which does not stop the next one */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const result = (this.#last.get(key) ?? Promise.resolve()).then(task);
    const end: Promise<void> = result.then(() => undefined).catch(() => undefined);
    this.#last.set(key, end);
    void end.then(() => {
      if (this.#last.get(key) === end) this.#last.delete(key);
    });
    return result;
  }
}
