import type { GrowingFile } from '../../session/growing-file.js';
import type { NamedFile } from '../../session/uploads.js';
import { voiceName } from '../shared/voice-file.js';
import { withLength } from './webm-length.js';

interface Kept {
  /** Whether there is something that would be lost. */
  readonly isAtStake: () => boolean;
  /** Has `keep` called with what there is. */
  readonly save: () => void;
}

/**
 * Sees to it that a recording does not go with its page: the browser asks before it closes one that records, and what cannot
 * be asked about, such as a crash, leaves what the device was given up to then.
 */
export class SafeKeeping {
  readonly #began = new Date();
  readonly #growing: GrowingFile | undefined;
  readonly #life = new AbortController();
  /** What comes later is not to be replaced by what came before. */
  #last = Promise.resolve();

  constructor(growing: GrowingFile | undefined, { isAtStake, save }: Kept) {
    this.#growing = growing;
    const { signal } = this.#life;
    const ask = (event: Event): void => {
      if (isAtStake()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask, { signal });
    // A phone ends pages that are out of sight without a word.
    const handleVisibility = (): void => {
      if (document.visibilityState === 'hidden') save();
    };
    document.addEventListener('visibilitychange', handleVisibility, { signal });
  }

  keep(blob: Blob, seconds: number): void {
    if (!this.#growing) return;
    const growing = this.#growing;
    this.#last = this.#last
      .then(async () => growing.keep(this.#nameOf(blob), await withLength(blob, seconds)))
      .catch(() => undefined);
  }

  /** What was recorded, as the device knows it. */
  named(file: Blob): NamedFile {
    return { name: this.#nameOf(file), file, localId: this.#growing?.localId };
  }

  /** Nobody wants it. */
  drop(): void {
    this.#growing?.drop();
    this.end();
  }

  /** It is in other hands. */
  end(): void {
    this.#life.abort();
  }

  #nameOf({ type }: Blob): string {
    return voiceName(this.#began, type);
  }
}
