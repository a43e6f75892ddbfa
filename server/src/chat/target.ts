import type { Session } from '../auth/session.js';
import type { Queryable } from '../db/database.js';
import { chatdError, unknownMessage } from '../errors.js';
import { membersOf } from './members.js';
import { type MessageAddress, messageAt, type MessageRow } from './message.js';
import { lockRoom } from './revisions.js';

/** The message that a request is about, and who may see it. */
export interface Target {
  readonly message: MessageRow;
  /** Uuids of the room's people. */
  readonly members: readonly string[];
}

/** @throws ApiError 404 when the caller may not see the message */
export async function findTarget(database: Queryable, session: Session, address: MessageAddress): Promise<Target> {
  const members = await membersOf(database, session, address.roomUuid);
  return { members, message: await messageAt(database, address) };
}

/** As `findTarget`, and until the end of the transaction nobody else changes the message. */
export async function lockTarget(transaction: Queryable, session: Session, address: MessageAddress): Promise<Target> {
  const members = await membersOf(transaction, session, address.roomUuid);
  await lockRoom(transaction, address.roomUuid);
  return { members, message: await messageAt(transaction, address) };
}

/** As `lockTarget`, for what cannot be done to a tombstone. @throws ApiError 404 `unknown-message` for one */
export async function lockLiving(transaction: Queryable, session: Session, address: MessageAddress): Promise<Target> {
  const target = await lockTarget(transaction, session, address);
  if (target.message.deleted_at !== null) throw unknownMessage(address.messageUuid);
  return target;
}

/** @throws ApiError 403 `forbidden` when another has written the message */
export function refuseOthers({ userUuid }: Session, { uuid, user_uuid }: MessageRow): void {
  if (user_uuid === userUuid) return;
  throw chatdError(403, 'forbidden', 'Only its author may change a message', { uuid }, 'messages');
}
