import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { MessageRow } from '../../chat/message.js';
import type { Queryable } from '../../db/database.js';
import { Pace } from '../../files/pace.js';
import type { FileStorage } from '../../files/storage.js';
import { store } from './arrival.js';
import { completeExpected, giveToMessage, insertExpected } from './queries.js';

interface Stores {
  readonly transaction: Queryable;
  readonly files: FileStorage;
}

const FAR_AWAY = '9999-12-31T00:00:00Z';

export interface SeedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Gives a message that is being written its files, as if its author had uploaded them. */
export async function giveFiles(
  { transaction, files }: Stores,
  message: MessageRow,
  given: readonly SeedFile[],
): Promise<void> {
  const { room_uuid, user_uuid, tenant_uuid, created_at } = message;
  const uuids = given.map(() => randomUUID());
  const pace = new Pace();
  // The disk takes them together: each is waited for until it is safe there.
  const stored = await Promise.all(
    given.map(({ content }, nth) =>
      store(files, uuids[nth] ?? '', Readable.from([content], { objectMode: false }), pace),
    ),
  );
  for (const [nth, uuid] of uuids.entries()) {
    const [name, arrival] = [given[nth]?.name ?? '', stored[nth]];
    await insertExpected(transaction, { uuid, room_uuid, user_uuid, tenant_uuid, name, created_at }, FAR_AWAY);
    if (arrival) await completeExpected(transaction, uuid, arrival);
  }
  await giveToMessage(transaction, message, uuids);
}
