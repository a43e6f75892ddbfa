import type { Queryable } from '../db/database.js';

export interface PresenceRow {
  uuid: string;
  tenant_uuid: string;
  state: string;
  status: string | null;
  last_activity: string | null;
  do_not_disturb: boolean;
}

const COLUMNS = 'uuid, tenant_uuid, state, status, last_activity, do_not_disturb';

/** @param uuids null: everyone of the tenant */
export function findPresences(
  database: Queryable,
  tenantUuid: string,
  uuids: readonly string[] | null,
): Promise<PresenceRow[]> {
  return database.query<PresenceRow>(
    `SELECT ${COLUMNS} FROM chatd_user WHERE tenant_uuid = $1 AND ($2::uuid[] IS NULL OR uuid = ANY ($2)) ORDER BY uuid`,
    [tenantUuid, uuids],
  );
}

export async function countUsers(database: Queryable, tenantUuid: string): Promise<number> {
  const [row] = await database.query<{ count: number }>('SELECT count(*) FROM chatd_user WHERE tenant_uuid = $1', [
    tenantUuid,
  ]);
  return row?.count ?? 0;
}

/** @param status undefined: leave it as it is */
export async function updatePresence(
  database: Queryable,
  uuid: string,
  state: string,
  status: string | null | undefined,
  now: string,
): Promise<PresenceRow | undefined> {
  const [row] = await database.query<PresenceRow>(
    `UPDATE chatd_user SET state = $2, status = CASE WHEN $3::boolean THEN $4 ELSE status END, last_activity = $5
     WHERE uuid = $1 RETURNING ${COLUMNS}`,
    [uuid, state, status !== undefined, status ?? null, now],
  );
  return row;
}
