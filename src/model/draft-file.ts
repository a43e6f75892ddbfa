import type { ChatError } from './errors.js';
import type { Part } from './message.js';

/** A file that waits for its message to be sent. */
export interface DraftFile {
  /** A uuid of ours. */
  readonly localId: string;
  /** As the server has it once it is there, with its uuid; until then as this device knows it. */
  readonly part: Part;
  /** Null where only its name is left of it, since the device could not keep its bytes. */
  readonly file: Blob | null;
  /**
   * `queued`: others go first; `waiting`: it goes by itself as soon as it can; `failed`: it stays until the person decides; `refused`:
   * it cannot be sent at all.
   */
  readonly status: 'queued' | 'uploading' | 'waiting' | 'ready' | 'failed' | 'refused';
  /** The part that has gone, from 0 to 1. */
  readonly progress: number;
  /** Why it waits, has failed or was refused. */
  readonly error: ChatError | null;
}

/** The files of a room's draft, in the order in which they are shown. */
export interface DraftFiles {
  readonly files: readonly DraftFile[];
  /** Whether the message goes as soon as all of them are there. */
  readonly isSending: boolean;
}

export const NO_DRAFT_FILES: DraftFiles = { files: [], isSending: false };
