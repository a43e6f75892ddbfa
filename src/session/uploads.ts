import type { DraftFile } from '../model/draft-file.js';
import { chatError, toChatError, type ChatError } from '../model/errors.js';
import type { Part } from '../model/message.js';
import {
  draftFilesOf,
  fileChanged,
  fileRemoved,
  filesAttached,
  filesSending,
  filesTaken,
} from '../store/draft-files.js';
import type { SessionCore } from './core.js';

/** Files that go at once. */
const AT_ONCE = 3;
/** Milliseconds until a file goes again that a server could not take, doubled each time. */
const PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

/** A file of the person's, with its name. */
export interface NamedFile {
  readonly name: string;
  readonly file: Blob;
}

/**
 * The files that wait for their messages. Each goes to the server at once, three at a time, in the order in which they were
 * chosen; what a broken network ends goes again by itself.
 */
export class Uploads {
  readonly #core: SessionCore;
  readonly #onReady: (roomUuid: string) => void;
  /** What is on its way, by `localId`. */
  readonly #running = new Map<string, AbortController>();
  /** How often each was tried. */
  readonly #tries = new Map<string, number>();

  /** @param onReady hears that the files of a message that waits for them are there */
  constructor(core: SessionCore, onReady: (roomUuid: string) => void) {
    this.#core = core;
    this.#onReady = onReady;
    let wasLive = false;
    const unsubscribe = core.store.subscribe(() => {
      const isLive = core.store.state.connection.status === 'live';
      if (isLive && !wasLive) this.#goOn();
      wasLive = isLive;
    });
    core.signal.addEventListener('abort', () => {
      unsubscribe();
      for (const running of this.#running.values()) running.abort();
    });
  }

  /** Files that were chosen. What cannot be sent stands among them, with the reason. */
  attach(roomUuid: string, chosen: readonly NamedFile[]): void {
    const { store, environment } = this.#core;
    const known = draftFilesOf(store.state, roomUuid).files.filter(({ status }) => status !== 'refused').length;
    let room = store.state.limits.attachmentsPerMessage - known;
    const files = chosen.map(({ name, file }): DraftFile => {
      const code = this.#problem(file) ?? (room > 0 ? null : 'too-many-files');
      if (code === null) room -= 1;
      const part = partOf(name, file);
      const error = code && chatError(code, `“${name}” cannot be sent.`);
      const status = error ? 'refused' : 'queued';
      return { localId: environment.uuid(), part, file, status, progress: 0, error };
    });
    store.apply(filesAttached(roomUuid, files));
    this.#startNext();
  }

  #problem({ size }: Blob): 'file-empty' | 'file-too-large' | null {
    if (size === 0) return 'file-empty';
    return size > this.#core.store.state.limits.attachmentSize ? 'file-too-large' : null;
  }

  /** Takes a file away, and ends its upload. */
  remove(roomUuid: string, localId: string): void {
    this.#running.get(localId)?.abort();
    this.#tries.delete(localId);
    this.#core.store.apply(fileRemoved(roomUuid, localId));
    this.#tellReady(roomUuid);
    this.#startNext();
  }

  /** Sends a file again that has failed, or that waits. */
  retry(roomUuid: string, localId: string): void {
    const status = this.#statusOf(roomUuid, localId);
    if (status !== 'failed' && status !== 'waiting') return;
    this.#core.store.apply(fileChanged(roomUuid, localId, { status: 'queued', error: null }));
    this.#startNext();
  }

  /**
   * The parts for a message, if all are there. Otherwise it waits for them: `onReady` hears when they are.
   *
   * @returns null: not yet
   */
  take(roomUuid: string): readonly Part[] | null {
    const { files } = draftFilesOf(this.#core.store.state, roomUuid);
    if (files.some(({ status }) => status !== 'ready')) {
      this.#core.store.apply(filesSending(roomUuid, true));
      return null;
    }
    this.#core.store.apply(filesTaken(roomUuid));
    return files.map(({ part }) => part);
  }

  /** The message does not wait any longer: it is written on. */
  wait(roomUuid: string): void {
    this.#core.store.apply(filesSending(roomUuid, false));
  }

  /** The network is back: what waits goes at once. */
  #goOn(): void {
    for (const [roomUuid, { files }] of this.#core.store.state.draftFiles)
      for (const { localId, status } of files) if (status === 'waiting') this.retry(roomUuid, localId);
  }

  #startNext(): void {
    for (const [roomUuid, { files }] of this.#core.store.state.draftFiles)
      for (const file of files) {
        if (this.#running.size >= AT_ONCE) return;
        if (file.status === 'queued') void this.#upload(roomUuid, file);
      }
  }

  async #upload(roomUuid: string, { localId, part, file }: DraftFile): Promise<void> {
    const { store, connection, signal } = this.#core;
    const running = new AbortController();
    this.#running.set(localId, running);
    const change = (next: Partial<DraftFile>): void => {
      if (!signal.aborted && !running.signal.aborted) store.apply(fileChanged(roomUuid, localId, next));
    };
    change({ status: 'uploading', progress: 0, error: null });
    try {
      const upload = connection.can.attachments?.upload(roomUuid, part, file, running.signal, (progress) =>
        change({ progress }),
      );
      const arrived = await upload;
      if (arrived) change({ status: 'ready', progress: 1, part: arrived });
    } catch (thrown) {
      if (!signal.aborted && !running.signal.aborted) this.#fail(roomUuid, localId, toChatError(thrown), change);
    } finally {
      this.#running.delete(localId);
    }
    if (signal.aborted) return;
    this.#tellReady(roomUuid);
    this.#startNext();
  }

  #fail(roomUuid: string, localId: string, error: ChatError, change: (next: Partial<DraftFile>) => void): void {
    this.#core.onError(error);
    if (!error.temporary && error.code !== 'bad-token') {
      change({ status: 'failed', error });
      // Who waits for it must decide.
      this.wait(roomUuid);
      return;
    }
    const tries = (this.#tries.get(localId) ?? 0) + 1;
    this.#tries.set(localId, tries);
    change({ status: 'waiting', error });
    const pause = Math.min(LONGEST_PAUSE, Math.max(error.retryAfter ?? 0, PAUSE * 2 ** (tries - 1)));
    this.#core.environment.after(pause, () => {
      if (!this.#core.signal.aborted && this.#statusOf(roomUuid, localId) === 'waiting') this.retry(roomUuid, localId);
    });
  }

  #statusOf(roomUuid: string, localId: string): DraftFile['status'] | undefined {
    return draftFilesOf(this.#core.store.state, roomUuid).files.find((file) => file.localId === localId)?.status;
  }

  #tellReady(roomUuid: string): void {
    const { files, isSending } = draftFilesOf(this.#core.store.state, roomUuid);
    if (isSending && files.every(({ status }) => status === 'ready')) this.#onReady(roomUuid);
  }
}

function partOf(name: string, { type, size }: Blob): Part {
  const contentType = type || 'application/octet-stream';
  return { kind: 'file', uuid: null, name, contentType, size, width: null, height: null, url: null };
}
