import { painted } from './frames.js';

/** Milliseconds after which a list counts as never. */
const PATIENCE = 10_000;

/** Times the list above the composer's field: from a key's event to the end of the frame that shows what it asks for. */
export class ListWatch {
  readonly #composer: () => ShadowRoot | null | undefined;
  #took: Promise<number> | undefined;

  constructor(composer: () => ShadowRoot | null | undefined) {
    this.#composer = composer;
  }

  focus(): void {
    this.#composer()?.querySelector('textarea')?.focus();
  }

  /** Waits for the next key. @param mark what the list marks of its best suggestion then, in lower case; null: any list will do */
  expect(mark: string | null): void {
    this.#took = new Promise((resolve) => {
      const handle = (event: Event): void => {
        const shown = painted(() => this.#shows(mark), PATIENCE);
        void shown.then((end) => resolve((end ?? Infinity) - event.timeStamp));
      };
      window.addEventListener('keydown', handle, { capture: true, once: true });
    });
  }

  /** Milliseconds of that key. */
  took(): Promise<number> {
    return this.#took ?? Promise.reject(new Error('No key is expected.'));
  }

  #shows(mark: string | null): boolean {
    const best = this.#composer()?.querySelector('.suggestion');
    return !!best && (mark === null || (best.querySelector('mark')?.textContent ?? '').toLowerCase() === mark);
  }
}
