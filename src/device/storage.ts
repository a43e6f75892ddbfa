import type { MessagePosition } from '../connection/connection.js';
import type { Part } from '../model/message.js';
import type { Operation } from '../model/operation.js';
import type { Snapshot } from '../model/snapshot.js';

/** An operation on its way, as it is kept on the device. */
export interface StoredOperation extends Operation {
  /** Given by the storage: the order in which an owner's operations were wanted, in all tabs. */
  readonly sequence: number;
  /** Operations of one lane are sent one at a time, in order. */
  readonly lane: string;
  /** Of several operations with the same slot, only the last counts: it replaces those before it. Null: each counts. */
  readonly slot: string | null;
  /**
   * Whether the server already had what the first operation of the slot wanted; null: not known, or not asked. An
   * operation inherits it from the one that it replaces.
   */
  readonly base: boolean | null;
  /** Whether a request of the slot may have reached the server; inherited as `base` is. */
  readonly hasBegun: boolean;
  /**
   * Where the room ended, by the server's clock, when the message was last posted to a server that does not know
   * `client_uuid`: if that arrived, it stands after this place. Null: no such server has it.
   */
  readonly after: MessagePosition | null;
  /** When the last attempt was given up, in milliseconds since 1970 by this device's clock; null while unknown. */
  readonly triedAt: number | null;
}

export type NewOperation = Omit<StoredOperation, 'sequence'>;

/** The files of an operation, by the place of their part in the body; null for one that the server has. */
export type Files = readonly (Blob | null)[];

/** A file that waits in a room's draft, as it is kept on the device. */
export interface StoredFile {
  readonly localId: string;
  readonly roomUuid: string;
  /** Files are shown in this order. */
  readonly order: number;
  readonly part: Part;
  /** Null where its bytes were too many to be kept. */
  readonly file: Blob | null;
  /** When the server had it, in milliseconds since 1970 by this device's clock; null: not yet. */
  readonly arrivedAt: number | null;
  /** Whether a tab is still making it, which it says by holding the file's lock: until then no draft has it. */
  readonly isGrowing?: boolean;
}

/** That the server has a file, and as what. */
export type Arrival = Pick<StoredFile, 'part' | 'arrivedAt'>;

/** The next state of an operation; null removes it. */
export type OperationChange = (operation: StoredOperation) => StoredOperation | null;

/**
 * Keeps operations on their way, drafts, and what was seen last. An owner is a user on a host: what belongs to one is never answered for
 * another. Any method may reject, throw or never answer.
 */
export interface ChatStorage {
  /** In the order in which they were wanted. */
  operations(owner: string): Promise<readonly StoredOperation[]>;
  /**
   * Keeps an operation with its files and removes those of the same slot, in one step.
   *
   * @param spent the files of drafts that it has from now on: they are no draft's any more
   */
  add(owner: string, operation: NewOperation, files?: Files, spent?: readonly string[]): Promise<Added>;
  /**
   * Changes an operation as one step: no other tab's change comes between.
   *
   * @param change not called when there is no such operation
   * @param sent the message that the operation has made: kept as the room's mark with the change
   * @returns the changed operation, or null when there is none (any more)
   */
  update(
    owner: string,
    localId: string,
    change: OperationChange,
    sent?: MessagePosition,
  ): Promise<StoredOperation | null>;
  /** The files of an operation; none where it has none, or is gone. */
  files(owner: string, localId: string): Promise<Files>;
  mark(owner: string, roomUuid: string): Promise<Mark | null>;

  /**
   * The texts that were being written, by room uuid.
   *
   * @param onLate hears what the answer should have held, where that was given before the device had answered
   */
  drafts(owner: string, onLate?: (drafts: ReadonlyMap<string, string>) => void): Promise<ReadonlyMap<string, string>>;
  /**
   * @param text empty: there is no draft (any more)
   * @param ending where the page may be gone before the storage has it: whether it comes in the place of what is kept, or
   * behind it, since that was not read yet
   */
  setDraft(owner: string, roomUuid: string, text: string, ending?: 'instead' | 'behind'): Promise<void>;

  /** The files that wait in drafts, in their order. */
  draftFiles(owner: string): Promise<readonly StoredFile[]>;
  keepFile(owner: string, file: StoredFile): Promise<void>;
  /** Keeps what has become of a file; nothing where it is gone meanwhile. */
  fileArrived(owner: string, localId: string, arrival: Arrival): Promise<void>;
  dropFile(owner: string, localId: string): Promise<void>;

  /** What the owner saw last; null where nothing is kept of it. */
  snapshot(owner: string): Promise<Snapshot | null>;
  setSnapshot(owner: string, snapshot: Snapshot): Promise<void>;
  /** Forgets what was seen last, whoever saw it. */
  clearSnapshots(): Promise<void>;
}

/** What was left of a draft and what was written since, each once. */
export function joinedDraft(left: string, written: string): string {
  return [...new Set([left, written])].filter((text) => text !== '').join('\n');
}

/** Milliseconds after which nobody comes back for what was kept: a person's text should not lie in a browser for ever. */
export const FORGET_AFTER = 30 * 24 * 60 * 60 * 1_000;

/** What is known to be sent in a room: the last of it, and the uuids of the latest. */
export interface Mark extends MessagePosition {
  readonly sent: readonly string[];
}

/** How many sent messages of a room are remembered. */
const REMEMBERED = 50;

export function nextMark(mark: Mark | null | undefined, { uuid, createdAt }: MessagePosition): Mark {
  return { uuid, createdAt, sent: [...(mark?.sent ?? []), uuid].slice(-REMEMBERED) };
}

export interface Added {
  readonly operation: StoredOperation;
  /** Whether the owner's other tabs can see it. */
  readonly shared: boolean;
}

/** What an operation takes over from those that it replaces, the first of them first. */
export function inherited(operation: NewOperation, replaced: readonly StoredOperation[]): NewOperation {
  const [first] = replaced;
  if (!first) return operation;
  return { ...operation, base: first.base, hasBegun: replaced.some(({ hasBegun }) => hasBegun) };
}
