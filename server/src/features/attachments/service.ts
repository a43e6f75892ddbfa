import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Session } from '../../auth/session.js';
import { membersOf } from '../../chat/members.js';
import type { MessageRow } from '../../chat/message.js';
import type { Context } from '../../context.js';
import type { Queryable } from '../../db/database.js';
import { type ApiError, chatdError, invalidData } from '../../errors.js';
import { Pace } from '../../files/pace.js';
import { type ByteRange, StorageFull } from '../../files/storage.js';
import { zonedTimestamp } from '../../timestamps.js';
import { problems } from '../../validation.js';
import { store } from './arrival.js';
import { type Attachment, toAttachment } from './attachment.js';
import { cleanFileName } from './file-name.js';
import { PATIENCE } from './limits.js';
import * as queries from './queries.js';
import type { AttachmentRow } from './queries.js';
import { UrlSigner } from './signed-url.js';

/** A file on its way in. */
export interface Upload {
  readonly name: string;
  readonly content: Readable;
  /** Whether it was cut off at the limit; known when `content` has ended. */
  readonly isTooLarge: () => boolean;
}

/** A file that somebody may read. */
export interface Readout {
  readonly attachment: AttachmentRow;
  readonly sha256: Uint8Array;
  readonly open: (range?: ByteRange) => Promise<Readable>;
}

/** Who asks for a file, by its address. */
export interface SignedRequest {
  readonly uuid: string;
  /** Seconds since 1970. */
  readonly expires: number;
  readonly signature: string;
}

export type Parts = Pick<Context, 'database' | 'clock' | 'files' | 'fileSecret' | 'limits' | 'log'>;

export class AttachmentService {
  readonly #parts: Parts;
  readonly #signer: UrlSigner;
  readonly #pace = new Pace();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#signer = new UrlSigner(parts.fileSecret);
  }

  /**
   * Takes a file for a message that its sender will post.
   * @throws ApiError 404 when they are not in the room, or no longer; 413 when it is too large, or all of theirs are; 400
   *   when it is empty; 507 when the storage is full
   */
  async upload(session: Session, roomUuid: string, upload: Upload): Promise<Attachment> {
    const uuid = randomUUID();
    await this.#expect(session, roomUuid, uuid, cleanFileName(upload.name));
    try {
      const arrived = await store(this.#parts.files, uuid, upload.content, this.#pace);
      if (upload.isTooLarge()) throw tooLarge(this.#parts.limits.attachments.size);
      if (arrived.size === 0) throw invalidData({ file: problems.empty });
      const row = await this.#complete(session, roomUuid, uuid, arrived);
      return toAttachment(row, this.#signer, this.#parts.clock.now());
    } catch (error) {
      await this.#discard(uuid);
      throw error instanceof StorageFull ? storageFull() : error;
    }
  }

  /** Gives a new message its files, in this order. @throws ApiError 404 for one that its author does not have at hand */
  async giveToMessage(
    transaction: Queryable,
    message: MessageRow,
    uuids: readonly string[],
  ): Promise<readonly Attachment[]> {
    const rows = await queries.giveToMessage(transaction, message, uuids);
    const byUuid = new Map(rows.map((row) => [row.uuid, row]));
    return uuids.map((uuid) => {
      const row = byUuid.get(uuid);
      if (!row) throw unknownAttachment(uuid);
      return this.#shown(row);
    });
  }

  /** The files of these messages, by the message. */
  async ofMessages(database: Queryable, messageUuids: readonly string[]): Promise<ReadonlyMap<string, Attachment[]>> {
    const byMessage = new Map<string, Attachment[]>();
    for (const row of await queries.findOfMessages(database, messageUuids)) {
      const uuid = row.message_uuid ?? '';
      const attachments = byMessage.get(uuid) ?? [];
      attachments.push(this.#shown(row));
      byMessage.set(uuid, attachments);
    }
    return byMessage;
  }

  /** @throws ApiError 404 for an address that is not ours, or whose file is gone; 410 for one that has expired */
  async read({ uuid, expires, signature }: SignedRequest): Promise<Readout> {
    const { database, clock, files } = this.#parts;
    if (!this.#signer.isGenuine(uuid, expires, signature)) throw unknownAttachment(uuid);
    if (expires * 1_000 <= clock.now()) throw expired(uuid);
    const found = await queries.findAttachment(database, uuid, this.#timeAt(0));
    if (!found) throw unknownAttachment(uuid);
    return { attachment: found, sha256: found.sha256, open: (range) => files.read(uuid, range) };
  }

  /** Removes a file that no message carries and nobody waits for. @returns false when there was none */
  removeOne(): Promise<boolean> {
    const { database, files, log } = this.#parts;
    return database.transaction('read committed', async (transaction) => {
      const uuid = await queries.lockRemovable(transaction, this.#timeAt(0));
      if (uuid === undefined) return false;
      // First the bytes: of what is in no table nobody knows that it is there.
      try {
        await files.remove(uuid);
        await queries.deleteAttachment(transaction, uuid);
      } catch (error) {
        log(`The file ${uuid} could not be removed`, error);
        await queries.postpone(transaction, uuid, this.#timeAt(PATIENCE));
      }
      return true;
    });
  }

  async #expect(session: Session, roomUuid: string, uuid: string, name: string): Promise<void> {
    const { userUuid, tenantUuid } = session;
    const { database, limits } = this.#parts;
    await database.transaction('read committed', async (transaction) => {
      await membersOf(transaction, session, roomUuid);
      if ((await queries.usageOf(transaction, userUuid)) >= limits.attachments.perUser) throw this.#quotaExceeded();
      const row = { uuid, room_uuid: roomUuid, user_uuid: userUuid, tenant_uuid: tenantUuid, name };
      await queries.insertExpected(transaction, { ...row, created_at: this.#timeAt(0) }, this.#timeAt(PATIENCE));
    });
  }

  #complete(session: Session, roomUuid: string, uuid: string, arrived: queries.Arrived): Promise<AttachmentRow> {
    const { database, limits } = this.#parts;
    return database.transaction('read committed', async (transaction) => {
      await membersOf(transaction, session, roomUuid);
      const used = await queries.lockUsage(transaction, session.userUuid);
      if (used + arrived.size > limits.attachments.perUser) throw this.#quotaExceeded();
      const row = await queries.completeExpected(transaction, uuid, arrived);
      if (!row) throw unknownAttachment(uuid);
      return row;
    });
  }

  /** What failed leaves nothing; where that fails, too, it goes when its time has come. */
  async #discard(uuid: string): Promise<void> {
    const { database, files, log } = this.#parts;
    try {
      await files.remove(uuid);
      await queries.deleteAttachment(database, uuid);
    } catch (error) {
      log('A file that did not arrive stays for a day', error);
    }
  }

  #shown(row: AttachmentRow): Attachment {
    return toAttachment(row, this.#signer, this.#parts.clock.now());
  }

  /** @param later milliseconds from now */
  #timeAt(later: number): string {
    return zonedTimestamp(Math.floor((this.#parts.clock.now() + later) * 1_000));
  }

  #quotaExceeded(): ApiError {
    const { perUser } = this.#parts.limits.attachments;
    return chatdError(413, 'attachment-quota-exceeded', 'Your files take all the room that they may', {
      quota: perUser,
    });
  }
}

export const unknownAttachment = (uuid: string): ApiError =>
  chatdError(404, 'unknown-attachment', `No such attachment: "${uuid}"`, { uuid }, 'attachments');

const expired = (uuid: string): ApiError =>
  chatdError(
    410,
    'attachment-url-expired',
    'This address has expired; its message has a new one',
    { uuid },
    'attachments',
  );

const tooLarge = (limit: number): ApiError =>
  chatdError(413, 'request-entity-too-large', `The file is larger than ${limit} bytes`, { limit });

const storageFull = (): ApiError => chatdError(507, 'insufficient-storage', 'The server has no room left for files');
