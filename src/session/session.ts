import type { GifProvider } from '../model/gif.js';
import type { ChatError, ChatErrorCode } from '../model/errors.js';
import type { Message, Part } from '../model/message.js';
import type { Presence } from '../model/presence.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import { messagesReleased } from '../store/message-changes.js';
import { Store } from '../store/store.js';
import { timelineOf, type TimelineId } from '../store/timeline-id.js';
import type { SessionOptions } from './core.js';
import type { DraftChange } from './drafts.js';
import type { GrowingFile } from './growing-file.js';
import type { Uploader } from './hosted-files.js';
import { SessionParts } from './parts.js';
import { toggledReaction } from './reactions.js';
import type { NamedFile } from './uploads.js';
import type { ChatView } from './view.js';

/**
 * What the UI may ask for. One per sign-in: it changes the store, and the store and the views are all that the UI reads.
 * No method throws; what goes wrong is in the state, and `onError` hears of it.
 */
export class ChatSession {
  readonly store: Store;
  readonly #parts: SessionParts;

  constructor(options: SessionOptions, store: Store = new Store()) {
    this.store = store;
    this.#parts = new SessionParts(options, store);
  }

  // Connection

  /** Signs in and goes live; tries again by itself while the failure is temporary. */
  start(): Promise<void> {
    return this.#parts.start();
  }

  /** Ends everything; the session cannot be used again. */
  stop(): void {
    this.#parts.stop();
  }

  /**
   * Tries again at once: the person asked for it, or signed in anew.
   *
   * @param signIn asks the page for a token, too; of itself where the one at hand was refused
   */
  reconnect(signIn?: boolean): void {
    this.#parts.reconnect(signIn);
  }

  // Views

  /** Whether a room that is known may be shown. */
  get isReadyForRooms(): boolean {
    return this.#parts.restorer.isReadyForRooms;
  }

  addView(view: ChatView): void {
    this.#parts.views.add(view);
  }

  removeView(view: ChatView): void {
    this.#parts.views.remove(view);
    this.setReading(view, null);
  }

  /**
   * Loads a timeline for a view that shows it from now on. Resolves when it is up to date, or cannot be had.
   *
   * @param unreadAfter the last message read: where the person begins to read
   */
  show(id: TimelineId, unreadAfter: string | null): Promise<void> {
    const { uuid: roomUuid } = timelineOf(id);
    this.store.apply(...this.#parts.views.shown(id, roomUuid), this.#parts.outbox.shown(roomUuid));
    this.#parts.keeper.roomShown();
    return this.#parts.catchUp.load(id, unreadAfter);
  }

  /** Asks for the newest messages of a timeline that a view will show if it can. */
  anticipate(id: TimelineId): void {
    if (this.#parts.restorer.isReadyForMessages) this.#parts.history.anticipate(id);
  }

  /** The room that was on screen last, at this visit or an earlier one; undefined while that is not known. */
  get lastRoom(): string | null | undefined {
    return this.#parts.keeper.lastRoom;
  }

  /** The room whose newest message the person sees in a view now, or null: its messages do not count as unread. */
  setReading(view: ChatView, roomUuid: string | null): void {
    this.#parts.receipts.read(view, roomUuid);
  }

  // Rooms

  /** @returns the room, or what went wrong */
  createRoom(name: string | null, userUuids: readonly string[]): Promise<Room | ChatError> {
    return this.#parts.rooms.create(name, userUuids);
  }

  /** Loads the list of rooms again after it failed. */
  reloadRooms(): Promise<void> {
    return this.#parts.rooms.reload();
  }

  // Messages

  loadOlder(id: TimelineId, count?: number): void {
    void this.#parts.history.loadOlder(id, count);
  }

  /** Loads what is missing after a message: see `Timeline.gaps`. */
  fillGap(id: TimelineId, afterUuid: string, count?: number): void {
    void this.#parts.history.fillGap(id, afterUuid, count);
  }

  /**
   * Makes a message known, with those around it, however far away it is. On a stock chatd its moment is needed, too.
   *
   * @returns whether it is in the timeline now
   */
  jumpTo(id: TimelineId, messageUuid: string, createdAt = ''): Promise<boolean> {
    return this.#parts.history.jumpTo(id, { uuid: messageUuid, createdAt });
  }

  /** Makes the newest messages known when they were released or missed. */
  jumpToNewest(id: TimelineId): Promise<void> {
    return this.#parts.history.jumpToNewest(id);
  }

  /** Forgets the messages outside of a range (inclusive) that are far from the reader; they come back when asked for. */
  release(id: TimelineId, firstUuid: string, lastUuid: string): void {
    this.store.apply(messagesReleased(id, firstUuid, lastUuid));
  }

  /** Loads a timeline's newest page again after it failed. */
  reload(id: TimelineId): void {
    void this.#parts.history.open(id);
  }

  /**
   * Sends a text with the files of the room's draft, as soon as these are on the server.
   *
   * @returns why it cannot be sent, or null when it is on its way or waits for its files
   */
  send(roomUuid: string, content: string): ChatErrorCode | null {
    return this.#parts.composing.send(roomUuid, content);
  }

  /** Finds out where a message's files can be read now: addresses expire. Resolves with them when that is known, or failed. */
  renewAddresses(message: Message): Promise<readonly Part[]> {
    return this.#parts.addresses.renew(message);
  }

  /** Sends a failed message again. */
  retry(localId: string): void {
    this.#parts.outbox.retry(localId);
  }

  /** Forgets a failed message. */
  discard(localId: string): void {
    this.#parts.outbox.discard(localId);
  }

  /** Has what brings files to the server loaded, where it is not there yet: files are offered then. */
  wantFiles(): void {
    void this.#parts.composing.wantUploads();
  }

  /** Files for the next message of a room: they go to the server at once. */
  attachFiles(roomUuid: string, files: readonly NamedFile[]): void {
    this.#parts.composing.attach(roomUuid, files);
  }

  /**
   * A file for the next message of a room that is still being made, such as a recording. Undefined where the device cannot
   * keep it meanwhile.
   */
  growFile(roomUuid: string): GrowingFile | undefined {
    return this.#parts.composing.grow(roomUuid);
  }

  /** Files go into a page's own storage from now on, or (null) to the server. */
  useUploader(uploader: Uploader | null): void {
    this.#parts.composing.useUploader(uploader);
  }

  /**
   * Sends a file as a message of its own, whatever is being written: at once in the thread, kept on the device, and uploaded
   * when it can be. Where files go into a page's own storage, it joins those of the draft.
   *
   * @returns why it cannot be sent, or null
   */
  sendFile(roomUuid: string, part: Part, file: Blob): ChatErrorCode | null {
    return this.#parts.composing.sendFile(roomUuid, part, file);
  }

  /** The server's GIFs; undefined where it has none. */
  get gifs(): GifProvider | undefined {
    return this.#parts.core.connection.can.gifs;
  }

  /** Has the server's own emoji come into the state (`customEmoji`), unless they are there; it may have none. */
  wantCustomEmoji(): void {
    this.#parts.customEmoji.want();
  }

  /** Tells the host page of what failed beside the connection. @returns it as data */
  report(thrown: unknown): ChatError {
    return this.#parts.core.report(thrown);
  }

  removeFile(roomUuid: string, localId: string): void {
    this.#parts.composing.removeFile(roomUuid, localId);
  }

  /** Sends a file of a draft again that has failed. */
  retryFile(roomUuid: string, localId: string): void {
    this.#parts.composing.retryFile(roomUuid, localId);
  }

  /** A message that waits for its files is not to go by itself. */
  holdMessage(roomUuid: string): void {
    this.#parts.composing.setSending(roomUuid, false);
  }

  /** The text that was being written in a room. */
  draft(roomUuid: string): string {
    return this.#parts.composing.drafts.get(roomUuid);
  }

  setDraft(roomUuid: string, text: string): void {
    this.#parts.composing.drafts.set(roomUuid, text);
  }

  /** Hears of every change of a draft, wherever it is made. @returns the way to unsubscribe */
  watchDrafts(listener: (change: DraftChange) => void): () => void {
    return this.#parts.composing.drafts.watch(listener);
  }

  /** Adds my reaction, or takes it back; shown at once and undone when the server refuses. */
  toggleReaction(roomUuid: string, messageUuid: string, emoji: string): void {
    const intent = toggledReaction(this.store.state, roomUuid, messageUuid, emoji);
    if (intent) void this.#parts.outbox.perform(roomUuid, intent);
  }

  // People

  /** @returns people whose name matches, myself left out, or what went wrong; null when `signal` ended it */
  searchUsers(term: string, signal: AbortSignal): Promise<readonly User[] | ChatError | null> {
    return this.#parts.people.search(term, signal);
  }

  /** Whether people can be reached now, by uuid; absent where that is not known. Never rejects. */
  presences(uuids: readonly string[]): Promise<ReadonlyMap<string, Presence>> {
    return this.#parts.people.presences(uuids);
  }
}
