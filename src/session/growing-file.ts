import { onAbort } from '../connection/on-abort.js';
import type { SafeEnvironment } from '../device/safe-environment.js';
import type { StoredFile } from '../device/storage.js';
import { partOf } from './new-part.js';

/** A file that this tab is still making, such as a recording. What there is of it outlives the tab, as a file of its room's draft. */
export interface GrowingFile {
  /** The file has it, too, when it is attached. */
  readonly localId: string;
  /** Keeps what there is now, in place of what there was. */
  keep(name: string, file: Blob): void;
  /** It is not wanted. */
  drop(): void;
}

interface Owner {
  readonly environment: SafeEnvironment;
  readonly signal: AbortSignal;
  /** The name of the lock under which one tab at a time has to do with a file. */
  readonly lockOf: (localId: string) => string;
  readonly write: (row: Omit<StoredFile, 'order' | 'arrivedAt'>) => void;
  readonly drop: (localId: string) => void;
  /** Resolves when what was written is there for the other tabs. */
  readonly settled: () => Promise<unknown>;
}

/**
 * Files that are being made here. Each is held under its lock: whoever gets that while the file still grows knows that its tab
 * is gone.
 */
export class GrowingFiles {
  readonly #owner: Owner;
  /** What ends the holding of each, by `localId`. */
  readonly #held = new Map<string, () => void>();

  constructor(owner: Owner) {
    this.#owner = owner;
    // What is left of a session that ends is its owner's, who may be here again.
    onAbort(owner.signal, () => {
      for (const release of this.#held.values()) release();
      this.#held.clear();
    });
  }

  /** @returns undefined where tabs do not hear of each other's end: what one makes would be another's file meanwhile */
  begin(roomUuid: string): GrowingFile | undefined {
    const { environment, signal, write, drop } = this.#owner;
    if (!environment.locks.acrossTabs || signal.aborted) return undefined;
    const localId = environment.uuid();
    let isHeld = false;
    const over = new Promise<void>((resolve) => this.#held.set(localId, resolve));
    const hold = (): Promise<void> => {
      isHeld = true;
      return over;
    };
    void environment.locks.hold(this.#owner.lockOf(localId), signal, hold).catch(() => undefined);
    return {
      localId,
      keep: (name, file) => {
        const part = partOf(name, file);
        if (isHeld && this.#held.has(localId)) write({ localId, roomUuid, part, file, isGrowing: true });
      },
      drop: () => drop(localId),
    };
  }

  isMine(localId: string): boolean {
    return this.#held.has(localId);
  }

  /** It is whole, or not wanted: what was said of that to the device goes first. */
  end(localId: string): void {
    const release = this.#held.get(localId);
    this.#held.delete(localId);
    if (release) void this.#owner.settled().finally(release);
  }
}
