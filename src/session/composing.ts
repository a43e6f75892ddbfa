import { contentProblem, fileProblem } from '../model/content.js';
import { ChatFailure, type ChatErrorCode } from '../model/errors.js';
import type { Feature, Limits } from '../model/features.js';
import type { Part } from '../model/message.js';
import { draftFilesOf, filesSending, readyParts } from '../store/draft-files.js';
import { offersChanged } from '../store/room-changes.js';
import type { SessionCore } from './core.js';
import { Drafts } from './drafts.js';
import type { GrowingFile } from './growing-file.js';
import type { Uploader } from './hosted-files.js';
import { loadedUploads, loadUploads } from './load-uploads.js';
import type { Outbox } from './outbox/outbox.js';
import type { NamedFile, Uploads } from './uploads.js';

/** Files of a message where the server sets no limit, since it keeps none of them. */
const HOSTED_LIMITS = { attachmentSize: Number.MAX_SAFE_INTEGER, attachmentsPerMessage: 20 };

/** What the server offers by itself. */
interface Offers {
  readonly features: ReadonlySet<Feature>;
  readonly limits: Limits;
}

/**
 * Messages before they are sent: their texts, their files, and how both become one message. What brings files to the server
 * is loaded where they can travel at all; until it is there, files are not offered.
 */
export class Composing {
  readonly drafts: Drafts;
  readonly #core: SessionCore;
  readonly #outbox: Outbox;
  #uploads: Uploads | undefined;
  #uploader: Uploader | null = null;
  #offers: Offers | undefined;
  #owner: string | undefined;

  constructor(core: SessionCore, outbox: Outbox) {
    this.#core = core;
    this.#outbox = outbox;
    this.drafts = new Drafts(core.environment, core.signal);
  }

  /** Takes up what was left. @param owner a user on a host */
  async restore(owner: string): Promise<void> {
    this.#owner = owner;
    await Promise.all([this.drafts.restore(owner), this.#uploads?.restore(owner)]);
  }

  /** Where files go from now on: into a page's own storage, or (null) to the server. */
  useUploader(uploader: Uploader | null): void {
    if (uploader === this.#uploader) return;
    this.#uploader = uploader;
    this.#offerAnew();
    this.#uploads?.goOn();
    void this.wantUploads();
  }

  /** What can be done, with what the page adds. */
  offered(offers: Offers): Offers {
    this.#offers = offers;
    const uploads = this.#uploadsIfLoaded();
    const features = new Set(offers.features);
    if (this.#uploader) features.add('attachments');
    if (!uploads) features.delete('attachments');
    const limits = this.#uploader ? { ...offers.limits, ...HOSTED_LIMITS } : offers.limits;
    return { features, limits };
  }

  #offerAnew(): void {
    if (this.#offers) this.#core.store.apply(offersChanged(this.offered(this.#offers)));
  }

  /**
   * Has what brings files to the server come, where they can travel. Never rejects: `onError` hears of a failure, and the next
   * call tries again.
   */
  async wantUploads(): Promise<void> {
    if (this.#uploads || !this.#canTravel) return;
    try {
      await loadUploads();
      if (!this.#core.signal.aborted) this.#offerAnew();
    } catch (thrown) {
      this.#core.report(new ChatFailure('network', 'What uploads files could not be loaded.', { cause: thrown }));
    }
  }

  get #canTravel(): boolean {
    return this.#uploader !== null || this.#core.connection.can.attachments !== undefined;
  }

  #uploadsIfLoaded(): Uploads | undefined {
    const uploading = loadedUploads();
    if (this.#uploads || !uploading || !this.#canTravel) return this.#uploads;
    this.#uploads = new uploading.Uploads(this.#core, {
      uploader: () => this.#uploader,
      onReady: (roomUuid) => void this.send(roomUuid, this.drafts.get(roomUuid)),
    });
    if (this.#owner !== undefined) void this.#uploads.restore(this.#owner);
    return this.#uploads;
  }

  /** Files for a room's next message. */
  attach(roomUuid: string, files: readonly NamedFile[]): void {
    if (this.#uploads) this.#uploads.attach(roomUuid, files);
    else void this.wantUploads().then(() => this.#uploads?.attach(roomUuid, files));
  }

  /** A file for a room's next message that is still being made; undefined where it cannot be kept meanwhile. */
  grow(roomUuid: string): GrowingFile | undefined {
    return this.#uploads?.grow(roomUuid);
  }

  removeFile(roomUuid: string, localId: string): void {
    this.#uploads?.remove(roomUuid, localId);
  }

  retryFile(roomUuid: string, localId: string): void {
    this.#uploads?.retry(roomUuid, localId);
  }

  /** Whether a message goes as soon as its files are there. */
  setSending(roomUuid: string, isSending: boolean): void {
    this.#core.store.apply(filesSending(roomUuid, isSending));
  }

  /**
   * Sends a text with the files of the room's draft, as soon as these are there.
   *
   * @returns why it cannot be sent, or null when it is on its way or waits for its files
   */
  send(roomUuid: string, content: string): ChatErrorCode | null {
    const problem = this.#sendOrSay(roomUuid, content);
    // It stays where it is, and does not go by itself later.
    if (problem !== null) this.setSending(roomUuid, false);
    return problem;
  }

  /** Sends a file past the draft. @returns why it cannot be sent, or null */
  sendFile(roomUuid: string, part: Part, file: Blob): ChatErrorCode | null {
    const problem = fileProblem(file, this.#core.store.state.limits);
    if (problem !== null) return problem;
    // What is on its way in the outbox is carried by the server alone.
    if (this.#uploader) this.attach(roomUuid, [{ name: part.name, file }]);
    else void this.#outbox.perform(roomUuid, { kind: 'post', body: { text: '', parts: [part] } }, [file]);
    return null;
  }

  #sendOrSay(roomUuid: string, content: string): ChatErrorCode | null {
    const { store } = this.#core;
    const { files } = draftFilesOf(store.state, roomUuid);
    const limit = store.state.limits.contentLength;
    const problem = contentProblem(content, limit);
    if (problem !== null && (problem !== 'content-empty' || files.length === 0)) return problem;
    // One that cannot go must not be left behind in silence.
    const stuck = files.find(({ status }) => status === 'failed' || status === 'refused');
    if (stuck?.error) return stuck.error.code;
    const parts = readyParts(files);
    if (parts === null) {
      this.setSending(roomUuid, true);
      this.drafts.set(roomUuid, content);
      return null;
    }
    const body = this.#uploads?.body(content, parts) ?? { text: content, parts };
    if (body.text.length > limit) return 'content-too-long';
    const spent = files.map(({ localId }) => localId);
    const kept = this.#outbox.perform(roomUuid, { kind: 'post', body }, [], spent);
    this.#uploads?.taken(roomUuid, spent);
    this.drafts.sent(roomUuid, content, kept);
    return null;
  }
}
