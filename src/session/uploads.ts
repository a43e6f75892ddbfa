import { onAbort } from '../connection/on-abort.js';
import type { StoredFile } from '../device/storage.js';
import { fileProblem } from '../model/content.js';
import type { DraftFile } from '../model/draft-file.js';
import { chatError, toChatError, type ChatError, type ChatErrorCode } from '../model/errors.js';
import type { Body, Part } from '../model/message.js';
import {
  draftFilesOf,
  fileChanged,
  fileRemoved,
  filesAttached,
  filesSending,
  filesTaken,
} from '../store/draft-files.js';
import type { SessionCore } from './core.js';
import type { GrowingFile } from './growing-file.js';
import { carryBy, withLinks, type Uploader } from './hosted-files.js';
import { KeptFiles } from './kept-files.js';
import { partOf } from './new-part.js';

/** Files that go at once. */
const AT_ONCE = 3;
/** Milliseconds until a file goes again that a server could not take, doubled each time. */
const PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;
/** Milliseconds for which a server keeps what no message carries, with a wide margin: ours does for a day. */
const KEPT_BY_SERVER = 12 * 60 * 60 * 1_000;

/** A file of the person's, with its name. */
export interface NamedFile {
  readonly name: string;
  readonly file: Blob;
  /** Why it cannot be sent, where the page does not want it. */
  readonly refused?: ChatErrorCode | null;
  /** By what the device knows it already, where it was kept while it was made. */
  readonly localId?: string | undefined;
}

/** Brings a file to where messages can carry it from. */
export type Carry = (
  roomUuid: string,
  part: Part,
  file: Blob,
  signal: AbortSignal,
  onProgress: (arrived: number) => void,
) => Promise<Part>;

export interface UploadsOptions {
  /** A page's own storage, which files go into now; null where they go to the server. */
  readonly uploader: () => Uploader | null;
  /** Hears that the files of a message that waits for them are there. */
  readonly onReady: (roomUuid: string) => void;
}

/**
 * The files that wait for their messages. Each goes to the server at once, three at a time, in the order in which they were
 * chosen; what a broken network ends goes again by itself, and what a reload interrupts goes on after it.
 */
export class Uploads {
  readonly #core: SessionCore;
  readonly #options: UploadsOptions;
  readonly #kept: KeptFiles;
  /** What is on its way, by `localId`. */
  readonly #running = new Map<string, AbortController>();
  /** How often each was tried. */
  readonly #tries = new Map<string, number>();

  constructor(core: SessionCore, options: UploadsOptions) {
    this.#core = core;
    this.#options = options;
    this.#kept = new KeptFiles(core.environment, core.signal, (files, gone) => this.#hear(files, gone));
    let wasLive = false;
    const unsubscribe = core.store.subscribe(() => {
      const isLive = core.store.state.connection.status === 'live';
      if (isLive && !wasLive) this.goOn();
      wasLive = isLive;
    });
    onAbort(core.signal, () => {
      unsubscribe();
      for (const running of this.#running.values()) running.abort();
    });
  }

  /** Takes up what was left. @param owner a user on a host */
  restore(owner: string): Promise<void> {
    return this.#kept.restore(owner);
  }

  /** Files that were chosen. What cannot be sent stands among them, with the reason. */
  attach(roomUuid: string, chosen: readonly NamedFile[]): void {
    const { store, environment, signal } = this.#core;
    // What was still being recorded when somebody signed out belongs to nobody here.
    if (signal.aborted) return;
    const known = draftFilesOf(store.state, roomUuid).files.filter(({ status }) => status !== 'refused').length;
    let room = store.state.limits.attachmentsPerMessage - known;
    const files = chosen.map(({ name, file, refused, localId }): DraftFile => {
      const code = refused ?? fileProblem(file, store.state.limits) ?? (room > 0 ? null : 'too-many-files');
      if (code === null) room -= 1;
      return newFile(localId ?? environment.uuid(), partOf(name, file), file, code);
    });
    store.apply(filesAttached(roomUuid, files));
    for (const file of files)
      if (file.status === 'queued') this.#kept.keep(roomUuid, file);
      else this.#kept.drop([file.localId]);
    this.#startNext();
  }

  /** A file that is being made: attached by its `localId` when it is whole, or by another tab when this one is gone. */
  grow(roomUuid: string): GrowingFile | undefined {
    return this.#kept.grow(roomUuid);
  }

  /** Takes a file away, and ends its upload. */
  remove(roomUuid: string, localId: string): void {
    this.#kept.drop([localId]);
    this.#forget(roomUuid, localId);
    this.#tellReady(roomUuid);
    this.#startNext();
  }

  #forget(roomUuid: string, localId: string): void {
    this.#running.get(localId)?.abort();
    this.#tries.delete(localId);
    this.#core.store.apply(fileRemoved(roomUuid, localId));
  }

  /** Sends a file again that has failed, or that waits. */
  retry(roomUuid: string, localId: string): void {
    const status = this.#statusOf(roomUuid, localId);
    if (status !== 'failed' && status !== 'waiting') return;
    this.#core.store.apply(fileChanged(roomUuid, localId, { status: 'queued', error: null }));
    this.#startNext();
  }

  /** A message of a text and files that are there. */
  body(text: string, parts: readonly Part[]): Body {
    return withLinks(text, parts);
  }

  /** The message has all of a room's files now, which are these. */
  taken(roomUuid: string, localIds: readonly string[]): void {
    this.#core.store.apply(filesTaken(roomUuid));
    this.#kept.spent(localIds);
    // The device is to have the message first; then the other tabs hear of it.
    this.#core.environment.after(0, () => this.#kept.drop(localIds));
  }

  /** What is kept on the device now, after a visit before or by another tab. */
  #hear(files: readonly StoredFile[], gone: readonly string[]): void {
    const { store } = this.#core;
    for (const [roomUuid, known] of store.state.draftFiles)
      for (const { localId } of known.files) if (gone.includes(localId)) this.#forget(roomUuid, localId);
    for (const stored of files) {
      const { roomUuid, localId, part } = stored;
      const status = this.#statusOf(roomUuid, localId);
      if (status === undefined) store.apply(filesAttached(roomUuid, [this.#restored(stored)]));
      else if (this.#isOnServer(stored) && status !== 'ready') this.#arrive(roomUuid, localId, part);
    }
    // When all is known: what a message has then is no news any more.
    for (const roomUuid of store.state.draftFiles.keys()) this.#tellReady(roomUuid);
    this.#startNext();
  }

  #restored(stored: StoredFile): DraftFile {
    const { localId, part, file } = stored;
    if (this.#isOnServer(stored)) return { ...newFile(localId, part, file, null), status: 'ready', progress: 1 };
    return newFile(localId, { ...part, uuid: null, url: null }, file, file ? null : 'file-unreadable');
  }

  #isOnServer({ arrivedAt }: StoredFile): boolean {
    return arrivedAt !== null && this.#core.environment.now() - arrivedAt < KEPT_BY_SERVER;
  }

  /** Files can travel (again): what waits goes at once. */
  goOn(): void {
    for (const [roomUuid, { files }] of this.#core.store.state.draftFiles)
      for (const { localId, status } of files) if (status === 'waiting') this.retry(roomUuid, localId);
    this.#startNext();
  }

  /** How files travel now; undefined where they cannot. */
  #carrier(): Carry | undefined {
    const uploader = this.#options.uploader();
    if (uploader) return carryBy(uploader);
    const { attachments } = this.#core.connection.can;
    return attachments && ((...file) => attachments.upload(...file));
  }

  #startNext(): void {
    const carry = this.#carrier();
    if (!carry) return;
    for (const [roomUuid, { files }] of this.#core.store.state.draftFiles)
      for (const { localId, part, file, status } of files) {
        if (this.#running.size >= AT_ONCE) return;
        if (status === 'queued' && file)
          void this.#upload(roomUuid, localId, (...to) => carry(roomUuid, part, file, ...to));
      }
  }

  async #upload(
    roomUuid: string,
    localId: string,
    carry: (signal: AbortSignal, onProgress: (arrived: number) => void) => Promise<Part>,
  ): Promise<void> {
    const { store, signal } = this.#core;
    const running = new AbortController();
    this.#running.set(localId, running);
    const isOver = (): boolean => signal.aborted || running.signal.aborted;
    store.apply(fileChanged(roomUuid, localId, { status: 'uploading', progress: 0, error: null }));
    try {
      await this.#kept.alone(localId, running.signal, async () => {
        // Another tab may have brought it meanwhile.
        if (isOver() || this.#statusOf(roomUuid, localId) === 'ready') return;
        const part = await carry(running.signal, (progress) => {
          if (!isOver()) store.apply(fileChanged(roomUuid, localId, { progress }));
        });
        if (isOver()) return;
        this.#arrive(roomUuid, localId, part);
        await this.#kept.arrived(localId, part);
      });
    } catch (thrown) {
      if (!isOver()) this.#fail(roomUuid, localId, toChatError(thrown));
    } finally {
      this.#running.delete(localId);
    }
    if (signal.aborted) return;
    this.#tellReady(roomUuid);
    this.#startNext();
  }

  #arrive(roomUuid: string, localId: string, part: Part): void {
    this.#core.store.apply(fileChanged(roomUuid, localId, { status: 'ready', progress: 1, error: null, part }));
  }

  #fail(roomUuid: string, localId: string, error: ChatError): void {
    const { store, environment, signal, onError } = this.#core;
    onError(error);
    if (!error.temporary && error.code !== 'bad-token') {
      store.apply(fileChanged(roomUuid, localId, { status: 'failed', error }));
      // Who waits for it must decide.
      store.apply(filesSending(roomUuid, false));
      return;
    }
    const tries = (this.#tries.get(localId) ?? 0) + 1;
    this.#tries.set(localId, tries);
    store.apply(fileChanged(roomUuid, localId, { status: 'waiting', error }));
    const pause = Math.min(LONGEST_PAUSE, Math.max(error.retryAfter ?? 0, PAUSE * 2 ** (tries - 1)));
    environment.after(pause, () => {
      if (!signal.aborted && this.#statusOf(roomUuid, localId) === 'waiting') this.retry(roomUuid, localId);
    });
  }

  #statusOf(roomUuid: string, localId: string): DraftFile['status'] | undefined {
    return draftFilesOf(this.#core.store.state, roomUuid).files.find((file) => file.localId === localId)?.status;
  }

  #tellReady(roomUuid: string): void {
    const { files, isSending } = draftFilesOf(this.#core.store.state, roomUuid);
    if (isSending && files.every(({ status }) => status === 'ready')) this.#options.onReady(roomUuid);
  }
}

function newFile(localId: string, part: Part, file: Blob | null, refused: ChatErrorCode | null): DraftFile {
  const error = refused && chatError(refused, `“${part.name}” cannot be sent.`);
  return { localId, part, file, status: error ? 'refused' : 'queued', progress: 0, error };
}
