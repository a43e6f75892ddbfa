import { contentProblem } from '../model/content.js';
import type { ChatErrorCode } from '../model/errors.js';
import type { Feature, Limits } from '../model/features.js';
import type { Part } from '../model/message.js';
import { draftFilesOf } from '../store/draft-files.js';
import { offersChanged } from '../store/room-changes.js';
import type { SessionCore } from './core.js';
import { Drafts } from './drafts.js';
import { carryBy, withLinks, type Uploader } from './hosted-files.js';
import type { Outbox } from './outbox/outbox.js';
import { Uploads, type Carry } from './uploads.js';

/** Files of a message where the server sets no limit, since it keeps none of them. */
const HOSTED_LIMITS = { attachmentSize: Number.MAX_SAFE_INTEGER, attachmentsPerMessage: 20 };

/** What the server offers by itself. */
interface Offers {
  readonly features: ReadonlySet<Feature>;
  readonly limits: Limits;
}

/** Messages before they are sent: their texts, their files, and how both become one message. */
export class Composing {
  readonly drafts: Drafts;
  readonly uploads: Uploads;
  readonly #core: SessionCore;
  readonly #outbox: Outbox;
  #uploader: Uploader | null = null;
  #offers: Offers | undefined;

  constructor(core: SessionCore, outbox: Outbox) {
    this.#core = core;
    this.#outbox = outbox;
    this.drafts = new Drafts(core.environment, core.signal);
    this.uploads = new Uploads(core, {
      carrier: () => this.#carrier(),
      onReady: (roomUuid) => void this.send(roomUuid, this.drafts.get(roomUuid)),
    });
  }

  #carrier(): Carry | undefined {
    if (this.#uploader) return carryBy(this.#uploader);
    const { attachments } = this.#core.connection.can;
    return attachments && ((...file) => attachments.upload(...file));
  }

  /** Takes up what was left. @param owner a user on a host */
  async restore(owner: string): Promise<void> {
    await Promise.all([this.drafts.restore(owner), this.uploads.restore(owner)]);
  }

  /** Where files go from now on: into a page's own storage, or (null) to the server. */
  useUploader(uploader: Uploader | null): void {
    if (uploader === this.#uploader) return;
    this.#uploader = uploader;
    if (!this.#offers) return;
    this.#core.store.apply(offersChanged(this.offered(this.#offers)));
    this.uploads.goOn();
  }

  /** What can be done, with what the page adds. */
  offered(offers: Offers): Offers {
    this.#offers = offers;
    if (!this.#uploader) return offers;
    const { features, limits } = offers;
    return { features: new Set([...features, 'attachments']), limits: { ...limits, ...HOSTED_LIMITS } };
  }

  /**
   * Sends a text with the files of the room's draft, as soon as these are there.
   *
   * @returns why it cannot be sent, or null when it is on its way or waits for its files
   */
  send(roomUuid: string, content: string): ChatErrorCode | null {
    const problem = this.#sendOrSay(roomUuid, content);
    // It stays where it is, and does not go by itself later.
    if (problem !== null) this.uploads.setSending(roomUuid, false);
    return problem;
  }

  /** Sends a file past the draft. @returns why it cannot be sent, or null */
  sendFile(roomUuid: string, part: Part, file: Blob): ChatErrorCode | null {
    const problem = this.uploads.problem(file);
    if (problem !== null) return problem;
    // What is on its way in the outbox is carried by the server alone.
    if (this.#uploader) this.uploads.attach(roomUuid, [{ name: part.name, file }]);
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
    const parts = this.uploads.parts(roomUuid);
    if (parts === null) {
      this.uploads.setSending(roomUuid, true);
      this.drafts.set(roomUuid, content);
      return null;
    }
    const body = withLinks(content, parts);
    if (body.text.length > limit) return 'content-too-long';
    const spent = files.map(({ localId }) => localId);
    const kept = this.#outbox.perform(roomUuid, { kind: 'post', body }, [], spent);
    this.uploads.taken(roomUuid, spent);
    this.drafts.sent(roomUuid, content, kept);
    return null;
  }
}
