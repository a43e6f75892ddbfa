import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { MessageRow } from '../../chat/message.js';
import type { Queryable } from '../../db/database.js';
import type { FileStorage } from '../../files/storage.js';
import { store } from './arrival.js';
import { completeExpected, giveToMessage, insertExpected } from './queries.js';

interface Stores {
  readonly transaction: Queryable;
  readonly files: FileStorage;
}

const FAR_AWAY = '9999-12-31T00:00:00Z';

/** Gives a message that is being written a file, as if its author had uploaded it. */
export async function giveFile(
  { transaction, files }: Stores,
  message: MessageRow,
  { name, content }: { readonly name: string; readonly content: Buffer },
): Promise<void> {
  const uuid = randomUUID();
  const { room_uuid, user_uuid, tenant_uuid, created_at } = message;
  await insertExpected(transaction, { uuid, room_uuid, user_uuid, tenant_uuid, name, created_at }, FAR_AWAY);
  await completeExpected(transaction, uuid, await store(files, uuid, Readable.from([content], { objectMode: false })));
  await giveToMessage(transaction, message, [uuid]);
}
