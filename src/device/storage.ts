import type { MessagePosition } from '../connection/connection.js';
import type { PendingMessage } from '../model/message.js';

/** A message on its way, as it is kept on the device. */
export interface StoredMessage extends PendingMessage {
  /** Given by the storage: the order in which an owner's messages were written, in all tabs. */
  readonly sequence: number;
  /**
   * Where the room ended, by the server's clock, when the message was last posted to a server that does not know
   * `client_uuid`: if that arrived, it stands after this place. Null: no such server has it.
   */
  readonly after: MessagePosition | null;
  /** When the last attempt was given up, in milliseconds since 1970 by this device's clock; null while unknown. */
  readonly triedAt: number | null;
}

export type NewMessage = Omit<StoredMessage, 'sequence'>;

/**
 * Keeps messages on their way and drafts. An owner is a user on a host: what belongs to one is never answered for
 * another. No method rejects: where the browser refuses storage, it is kept in memory.
 */
export interface ChatStorage {
  /** In the order of writing. */
  messages(owner: string): Promise<readonly StoredMessage[]>;
  /** @returns its place in the order, and whether the owner's other tabs can see it */
  add(owner: string, message: NewMessage): Promise<Added>;
  /**
   * Changes a message as one step: no other tab's change comes between.
   *
   * @param change null removes the message; not called when there is no such message
   * @param sent the sent form of the message: kept as the room's mark with the change
   * @returns the changed message, or null when there is none (any more)
   */
  update(
    owner: string,
    localId: string,
    change: (message: StoredMessage) => StoredMessage | null,
    sent?: MessagePosition,
  ): Promise<StoredMessage | null>;
  mark(owner: string, roomUuid: string): Promise<Mark | null>;

  /** The texts that were being written, by room uuid. */
  drafts(owner: string): Promise<ReadonlyMap<string, string>>;
  /** @param text empty: there is no draft (any more) */
  setDraft(owner: string, roomUuid: string, text: string): Promise<void>;

  /** Forgets everything of an owner. */
  clear(owner: string): Promise<void>;
}

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
  readonly sequence: number;
  readonly shared: boolean;
}

/** What a page may keep without the browser's leave: until it is reloaded. */
export class MemoryStorage implements ChatStorage {
  /** Above all that a database counts to. */
  #sequence = 2 ** 52;
  readonly #messages = new Map<string, Map<string, StoredMessage>>();
  readonly #marks = new Map<string, Mark>();
  readonly #drafts = new Map<string, Map<string, string>>();

  async messages(owner: string): Promise<readonly StoredMessage[]> {
    return [...this.#of(this.#messages, owner).values()];
  }

  async add(owner: string, message: NewMessage): Promise<Added> {
    this.#sequence += 1;
    this.#of(this.#messages, owner).set(message.localId, { ...message, sequence: this.#sequence });
    return { sequence: this.#sequence, shared: false };
  }

  /** Takes a message in the place in the order that it has. */
  take(owner: string, message: StoredMessage): void {
    this.#of(this.#messages, owner).set(message.localId, message);
  }

  async update(
    owner: string,
    localId: string,
    change: (message: StoredMessage) => StoredMessage | null,
    sent?: MessagePosition,
  ): Promise<StoredMessage | null> {
    const messages = this.#of(this.#messages, owner);
    const message = messages.get(localId);
    if (!message) return null;
    const room = `${owner} ${message.roomUuid}`;
    if (sent) this.#marks.set(room, nextMark(this.#marks.get(room), sent));
    const next = change(message);
    if (next) messages.set(localId, next);
    else messages.delete(localId);
    return next;
  }

  async mark(owner: string, roomUuid: string): Promise<Mark | null> {
    return this.#marks.get(`${owner} ${roomUuid}`) ?? null;
  }

  async drafts(owner: string): Promise<ReadonlyMap<string, string>> {
    return new Map(this.#of(this.#drafts, owner));
  }

  async setDraft(owner: string, roomUuid: string, text: string): Promise<void> {
    if (text) this.#of(this.#drafts, owner).set(roomUuid, text);
    else this.#of(this.#drafts, owner).delete(roomUuid);
  }

  async clear(owner: string): Promise<void> {
    this.#messages.delete(owner);
    this.#drafts.delete(owner);
  }

  #of<T>(all: Map<string, Map<string, T>>, owner: string): Map<string, T> {
    let own = all.get(owner);
    if (!own) all.set(owner, (own = new Map<string, T>()));
    return own;
  }
}
