import { TENANT, USERS } from './test-server.js';
import { server } from './shared-server.js';

/** Puts Alice's messages into a room past the API, all with one time: an import may look so. */
export async function fillRoom(room: string, count: number): Promise<void> {
  await server.database.query(
    `INSERT INTO chatd_room_message (room_uuid, content, user_uuid, tenant_uuid, wazo_uuid, created_at)
     SELECT $1, 'message ' || i, $2, $3, $3, '2026-01-01T00:00:00Z' FROM generate_series(1, $4::int) i`,
    [room, USERS.alice, TENANT, count],
  );
  await server.database.query('UPDATE chatd_room_message_count SET messages = messages + $2 WHERE room_uuid = $1', [
    room,
    count,
  ]);
  await server.database.query(
    `INSERT INTO chatd_room_user_read AS seen (room_uuid, user_uuid, posted) VALUES ($1, $2, $3)
     ON CONFLICT (room_uuid, user_uuid) DO UPDATE SET posted = seen.posted + $3`,
    [room, USERS.alice, count],
  );
}
