import type { Session } from '../auth/session.js';
import type { Queryable } from '../db/database.js';
import { unknownRoom } from '../errors.js';

/** The people of a room, if the caller is one of them. */
async function findMembers(database: Queryable, session: Session, roomUuid: string): Promise<string[] | undefined> {
  const rows = await database.query<{ uuid: string }>(
    `SELECT u.uuid FROM chatd_room_user u JOIN chatd_room r ON r.uuid = u.room_uuid
     WHERE u.room_uuid = $1 AND r.tenant_uuid = $2`,
    [roomUuid, session.tenantUuid],
  );
  const members = rows.map((row) => row.uuid);
  return members.includes(session.userUuid) ? members : undefined;
}

/** @returns the uuids of the room's people. @throws ApiError 404 `unknown-room` when the caller is not one of them */
export async function membersOf(database: Queryable, session: Session, roomUuid: string): Promise<string[]> {
  const members = await findMembers(database, session, roomUuid);
  if (!members) throw unknownRoom(roomUuid);
  return members;
}
