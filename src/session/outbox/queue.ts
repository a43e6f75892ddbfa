import type { Message, PendingMessage } from '../../model/message.js';
import type { NewMessage, StoredMessage } from '../../device/storage.js';

/**
 * One tab's picture of an owner's messages on their way: what the storage holds, and what it is about to hold. It decides
 * what is shown of them, and which messages of mine from elsewhere are the sent form of one of them.
 */
export class OutboxQueue {
  readonly #messages = new Map<string, StoredMessage>();
  /** What is over, for good: word of an earlier state may still be under way. */
  readonly #over = new Set<string>();
  /** What the storage has not confirmed yet. */
  readonly #unsaved = new Set<string>();
  /** The sent form of a message, as far as can be told before its answer. */
  readonly #likenesses = new Map<string, Message>();
  /** The uuids of messages that are certainly the sent form of one. */
  readonly #sent = new Set<string>();

  get(localId: string): StoredMessage | undefined {
    return this.#messages.get(localId);
  }

  /** Whether the storage has not confirmed it yet. */
  isUnsaved(localId: string): boolean {
    return this.#unsaved.has(localId);
  }

  isOver(localId: string): boolean {
    return this.#over.has(localId);
  }

  /** A message that was just written: it comes after all others. */
  begin(message: NewMessage): void {
    this.#unsaved.add(message.localId);
    this.#messages.set(message.localId, { ...message, sequence: Number.MAX_SAFE_INTEGER });
  }

  saved(localId: string, sequence: number): void {
    this.#unsaved.delete(localId);
    const message = this.#messages.get(localId);
    if (message) this.put({ ...message, sequence });
  }

  /** A message as it is now, unless it is over. */
  put(message: StoredMessage): void {
    if (this.#over.has(message.localId)) return;
    if (message.status === 'failed') this.#likenesses.delete(message.localId);
    this.#messages.set(message.localId, message);
  }

  /** What the storage holds of a room; what it lacks was ended by another tab. */
  load(roomUuid: string, stored: readonly StoredMessage[]): void {
    const kept = new Set(stored.map(({ localId }) => localId));
    for (const { localId } of this.#ofRoom(roomUuid))
      if (!kept.has(localId) && !this.#unsaved.has(localId)) this.#forget(localId);
    for (const message of stored) this.put(message);
  }

  /** A message is over: sent as `sent`, or discarded. */
  end(localId: string, sent?: Message): void {
    this.#over.add(localId);
    if (sent) this.#sent.add(sent.uuid);
    this.#forget(localId);
  }

  /** A message that was taken for over is not. */
  revive(message: StoredMessage): void {
    this.#over.delete(message.localId);
    this.put(message);
  }

  /** Messages that are the sent form of some message, whichever it was. */
  exclude(uuids: readonly string[]): void {
    for (const uuid of uuids) this.#sent.add(uuid);
  }

  /** The next message of a room to be sent, of those that the storage holds and `mayBe` allows. */
  next(roomUuid: string, mayBe: (message: StoredMessage) => boolean): StoredMessage | undefined {
    return this.#ofRoom(roomUuid).find(
      (message) => message.status !== 'failed' && !this.#unsaved.has(message.localId) && mayBe(message),
    );
  }

  /** The first message of a room to be sent, whether the storage holds it or not. */
  first(roomUuid: string): StoredMessage | undefined {
    return this.#ofRoom(roomUuid).find(({ status }) => status !== 'failed');
  }

  /** What a room shows: a message behind one that waits does so, too. */
  shown(roomUuid: string): readonly PendingMessage[] {
    let isHeldUp = false;
    const shown: PendingMessage[] = [];
    for (const message of this.#ofRoom(roomUuid)) {
      isHeldUp ||= message.status === 'waiting';
      if (this.likeness(message.localId)) continue;
      const status = isHeldUp && message.status === 'sending' ? 'waiting' : message.status;
      const { localId, body, createdAt, error } = message;
      shown.push({ localId, roomUuid, body, createdAt, status, error });
    }
    return shown;
  }

  /** The message of ours that this one is the sent form of, for certain: it bears our name for it. */
  named(message: Message): StoredMessage | undefined {
    return message.clientUuid === null ? undefined : this.#messages.get(message.clientUuid);
  }

  /**
   * Takes a message of mine for the sent form of one whose answer is not there (yet), where the server does not say: the
   * same text, after the place where the room ended when it was posted, and not already known as another one.
   */
  recognise(message: Message): boolean {
    const candidate = this.#ofRoom(message.roomUuid).find(
      (own) => !this.likeness(own.localId) && this.isLike(own, message),
    );
    if (!candidate) return false;
    this.#likenesses.set(candidate.localId, message);
    return true;
  }

  likeness(localId: string): Message | undefined {
    const message = this.#likenesses.get(localId);
    return message && !this.#sent.has(message.uuid) ? message : undefined;
  }

  isLike(own: StoredMessage, message: Message): boolean {
    const { after, status, body } = own;
    if (after === null || status === 'failed' || body.text !== message.body?.text || this.#sent.has(message.uuid))
      return false;
    // Never of the same moment: what was known when it was posted was stored before.
    return message.createdAt > after.createdAt;
  }

  #ofRoom(roomUuid: string): readonly StoredMessage[] {
    // A stable sort: what is not saved yet stays in the order of writing.
    return [...this.#messages.values()]
      .filter((message) => message.roomUuid === roomUuid)
      .sort((a, b) => a.sequence - b.sequence);
  }

  #forget(localId: string): void {
    this.#messages.delete(localId);
    this.#likenesses.delete(localId);
    this.#unsaved.delete(localId);
  }
}
