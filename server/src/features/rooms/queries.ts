import { advisoryLock, type Queryable } from '../../db/database.js';

export interface RoomUser {
  readonly uuid: string;
  readonly tenant_uuid: string;
  readonly wazo_uuid: string;
  readonly identity: string | null;
}

interface RoomRow {
  readonly uuid: string;
  readonly tenant_uuid: string;
  readonly name: string | null;
}

/** A room as chatd has it; features add to it. */
export interface Room extends RoomRow {
  readonly users: readonly RoomUser[];
}

const COLUMNS = 'r.uuid, r.tenant_uuid, r.name';

/** The rooms of a user of the tenant, with their people; `withUsers` keeps those where all of these are too. */
export async function findRooms(
  database: Queryable,
  tenantUuid: string,
  userUuid: string,
  withUsers: readonly string[],
): Promise<Room[]> {
  const rows = await database.query<RoomRow>(
    `SELECT ${COLUMNS} FROM chatd_room r
     JOIN chatd_room_user mine ON mine.room_uuid = r.uuid AND mine.uuid = $2
     WHERE r.tenant_uuid = $1 AND (cardinality($3::uuid[]) = 0 OR
       (SELECT count(DISTINCT u.uuid) FROM chatd_room_user u WHERE u.room_uuid = r.uuid AND u.uuid = ANY ($3::uuid[])) = $4)
     ORDER BY r.uuid`,
    [tenantUuid, userUuid, withUsers, new Set(withUsers).size],
  );
  return withPeople(database, rows);
}

export async function findRoom(database: Queryable, uuid: string): Promise<Room | undefined> {
  const rows = await database.query<RoomRow>(`SELECT ${COLUMNS} FROM chatd_room r WHERE r.uuid = $1`, [uuid]);
  return (await withPeople(database, rows))[0];
}

async function withPeople(database: Queryable, rooms: readonly RoomRow[]): Promise<Room[]> {
  const people = await database.query<RoomUser & { room_uuid: string }>(
    `SELECT room_uuid, uuid, tenant_uuid, wazo_uuid, identity FROM chatd_room_user
     WHERE room_uuid = ANY ($1::uuid[]) ORDER BY uuid`,
    [rooms.map((room) => room.uuid)],
  );
  const byRoom = new Map<string, RoomUser[]>(rooms.map((room) => [room.uuid, []]));
  for (const { room_uuid, ...user } of people) byRoom.get(room_uuid)?.push(user);
  return rooms.map((room) => ({ ...room, users: byRoom.get(room.uuid) ?? [] }));
}

/** Until the transaction's end, no one else can look for a room of these people. */
export async function lockParticipants(
  transaction: Queryable,
  tenantUuid: string,
  sorted: readonly string[],
): Promise<void> {
  await advisoryLock(transaction, [tenantUuid, ...sorted].join());
}

/** The room without a name of exactly these people. @param sorted their uuids in ascending order */
export async function findNamelessRoom(
  database: Queryable,
  tenantUuid: string,
  userUuid: string,
  sorted: readonly string[],
): Promise<string | undefined> {
  const [row] = await database.query<{ uuid: string }>(
    `SELECT r.uuid FROM chatd_room r
     JOIN chatd_room_user mine ON mine.room_uuid = r.uuid AND mine.uuid = $2
     WHERE r.tenant_uuid = $1 AND coalesce(r.name, '') = ''
       AND (SELECT array_agg(u.uuid ORDER BY u.uuid) FROM chatd_room_user u WHERE u.room_uuid = r.uuid) = $3::uuid[]
     ORDER BY r.uuid LIMIT 1`,
    [tenantUuid, userUuid, sorted],
  );
  return row?.uuid;
}

export async function insertRoom(transaction: Queryable, room: Room): Promise<void> {
  await transaction.query('INSERT INTO chatd_room (uuid, name, tenant_uuid) VALUES ($1, $2, $3)', [
    room.uuid,
    room.name,
    room.tenant_uuid,
  ]);
  await transaction.query(
    `INSERT INTO chatd_room_user (room_uuid, uuid, tenant_uuid, wazo_uuid)
     SELECT $1, uuid, $3, $4 FROM unnest($2::uuid[]) AS uuid`,
    [room.uuid, room.users.map((user) => user.uuid), room.tenant_uuid, room.users[0]?.wazo_uuid],
  );
  await transaction.query('INSERT INTO chatd_room_message_count (room_uuid, messages) VALUES ($1, 0)', [room.uuid]);
}
