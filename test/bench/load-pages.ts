import { randomUUID } from 'node:crypto';
import { startServer, TENANT, USERS, type TestServer } from '../../server/test/support/test-server.js';
import { figure, quantile, type Figure } from './table.js';

const ROUNDS = 100;
const ROOMS = 5_000;
const LENGTH = 100_000;

/** What lists cost in long rooms and to people with many rooms, in turns on one server. */
export async function measurePages(): Promise<readonly Figure[]> {
  const server = await startServer();
  try {
    const ask = await asAlice(server.url);
    return [...(await cursors(server, ask)), ...(await people(ask)), ...(await manyRooms(server, ask))];
  } finally {
    await server.stop();
  }
}

type Ask = (method: string, path: string, body?: object) => Promise<{ uuid: string; items: { uuid: string }[] }>;

async function asAlice(url: string): Promise<Ask> {
  const headers = { Authorization: `Basic ${btoa('alice:alice-demo')}` };
  const answer = await fetch(`${url}/api/auth/0.1/token`, { method: 'POST', headers, body: '{}' });
  const { token } = ((await answer.json()) as { data: { token: string } }).data;
  return async (method, path, body) => {
    const init = { method, headers: { 'X-Auth-Token': token }, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(`${url}/api/chatd/1.0/users/me/rooms${path}`, init);
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Awaited<ReturnType<Ask>>;
  };
}

const room = async (ask: Ask, name: string, users: readonly string[]): Promise<string> =>
  (await ask('POST', '', { name, users: users.map((uuid) => ({ uuid })) })).uuid;

async function fill({ database }: TestServer, roomUuid: string, count: number): Promise<void> {
  await database.query(
    `INSERT INTO chatd_room_message (room_uuid, content, user_uuid, tenant_uuid, wazo_uuid, created_at)
     SELECT $1, 'message ' || n, $2, $3, $3, now() - n * interval '1 second' FROM generate_series(1, $4::int) AS n`,
    [roomUuid, USERS.bob, TENANT, count],
  );
  await database.query('UPDATE chatd_room_message_count SET messages = $2 WHERE room_uuid = $1', [roomUuid, count]);
}

/** Medians in ms of the calls, which take turns. */
async function medians(calls: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const durations = calls.map(() => [] as number[]);
  for (let n = 0; n < ROUNDS; n += 1) {
    for (const [index, call] of calls.entries()) {
      const started = performance.now();
      await call();
      durations[index]?.push(performance.now() - started);
    }
  }
  return durations.map((each) => quantile(each, 0.5));
}

/** Pages of ten, so that the short room's are as long as the long one's. */
async function cursors(server: TestServer, ask: Ask): Promise<readonly Figure[]> {
  const [short, long] = [await room(ask, 'short', [USERS.bob]), await room(ask, 'long', [USERS.bob])];
  await fill(server, short, 30);
  await fill(server, long, LENGTH);
  const middle = async (uuid: string, offset: number): Promise<string> =>
    (await ask('GET', `/${uuid}/messages?limit=1&offset=${offset}`)).items[0]?.uuid ?? '';
  const cursorsOf = [await middle(short, 15), await middle(long, LENGTH / 2)] as const;
  const figures: Figure[] = [];
  for (const kind of ['before', 'after', 'around']) {
    const [few = 0, many = 0] = await medians(
      [short, long].map((uuid, n) => () => ask('GET', `/${uuid}/messages?limit=10&${kind}=${cursorsOf[n]}`)),
    );
    figures.push(figure(`GET a page ${kind} a message, room of 30, median`, few, 'ms'));
    figures.push(figure('  the same in the middle of 100,000', many, 'ms'));
    figures.push(figure('  ratio of the two', many / few, '', 1.5));
  }
  return figures;
}

async function people(ask: Ask): Promise<readonly Figure[]> {
  const crowd = Array.from({ length: 98 }, () => randomUUID());
  const rooms = [await room(ask, 'two', [USERS.bob]), await room(ask, 'hundred', [USERS.bob, ...crowd])];
  const [two = 0, hundred = 0] = await medians(
    rooms.map((uuid) => () => ask('POST', `/${uuid}/messages`, { content: 'x' })),
  );
  return [
    figure('POST into a room of 2 people, median', two, 'ms'),
    figure('POST into a room of 100 people, median', hundred, 'ms'),
  ];
}

async function manyRooms({ database }: TestServer, ask: Ask): Promise<readonly Figure[]> {
  await database.query(
    `WITH made AS (INSERT INTO chatd_room (name, tenant_uuid) SELECT 'room ' || n, $1 FROM generate_series(1, $2::int) AS n
       RETURNING uuid),
     counted AS (INSERT INTO chatd_room_message_count SELECT uuid, 1000000 FROM made)
     INSERT INTO chatd_room_user (room_uuid, uuid, tenant_uuid, wazo_uuid)
     SELECT made.uuid, person, $1, $1 FROM made, unnest($3::uuid[]) AS person`,
    [TENANT, ROOMS, [USERS.alice, USERS.bob]],
  );
  const started = performance.now();
  await ask('GET', '');
  return [figure('GET 5,000 rooms of 1,000,000 unread messages each', performance.now() - started, 'ms', 1_000)];
}
