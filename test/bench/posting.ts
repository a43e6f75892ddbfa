import { randomUUID } from 'node:crypto';
import { startServer, TENANT, USERS } from '../../server/test/support/test-server.js';
import { figure, quantile, type Figure } from './table.js';

const POSTS = 200;

/** Posting costs the same in a room of 10 messages as in one of 100,000: both take turns, on the same server. */
export async function measurePosting(): Promise<readonly Figure[]> {
  const server = await startServer();
  const { url, database } = server;
  const token = await signIn(url);
  const post = async (path: string, body: object): Promise<{ uuid: string }> => {
    const headers = { 'X-Auth-Token': token, 'Content-Type': 'application/json' };
    const response = await fetch(`${url}/api/chatd/1.0${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (response.status !== 201) throw new Error(`POST ${path} answered ${response.status}`);
    return (await response.json()) as { uuid: string };
  };
  const users = [{ uuid: USERS.bob }];
  const [short, long] = await Promise.all([
    post('/users/me/rooms', { name: 'short', users }),
    post('/users/me/rooms', { name: 'long', users }),
  ]);
  await fill(database, short.uuid, 10);
  await fill(database, long.uuid, 100_000);
  const durations = { short: [] as number[], long: [] as number[] };
  for (let n = 0; n < POSTS; n += 1) {
    for (const [name, room] of [
      ['short', short],
      ['long', long],
    ] as const) {
      const started = performance.now();
      await post(`/users/me/rooms/${room.uuid}/messages`, { content: `post ${n}` });
      durations[name].push(performance.now() - started);
    }
  }
  await server.stop();
  const [few, many] = [quantile(durations.short, 0.5), quantile(durations.long, 0.5)];
  return [
    figure('POST into a room of 10 messages, median', few, 'ms'),
    figure('POST into a room of 100,000 messages, median', many, 'ms'),
    figure('  ratio of the two', many / few, '', 1.5),
  ];
}

async function signIn(url: string): Promise<string> {
  const headers = { Authorization: `Basic ${btoa('alice:alice-demo')}`, 'Content-Type': 'application/json' };
  const response = await fetch(`${url}/api/auth/0.1/token`, { method: 'POST', headers, body: '{"expiration": 3600}' });
  return ((await response.json()) as { data: { token: string } }).data.token;
}

async function fill(
  database: Awaited<ReturnType<typeof startServer>>['database'],
  room: string,
  count: number,
): Promise<void> {
  await database.query(
    `INSERT INTO chatd_room_message (room_uuid, content, user_uuid, tenant_uuid, wazo_uuid, created_at)
     SELECT $1, 'message ' || n, $2, $3, $4, now() - n * interval '1 second' FROM generate_series(1, $5::int) AS n`,
    [room, USERS.alice, TENANT, randomUUID(), count],
  );
}
