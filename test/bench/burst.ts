import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import type { Seed } from '../../server/src/seed/seed.js';
import type { App } from '../support/app.js';
import { figure, quantile, type Figure } from './table.js';

const USERS = 10;
const POSTS = 1_000;

interface Person {
  readonly uuid: string;
  readonly token: string;
}

/** 1,000 posts by 10 users into a room with 10 connected sockets: every socket gets each exactly once. */
export async function measureBurst(app: App): Promise<readonly Figure[]> {
  const people = await signIn(app);
  const room = await createRoom(app, people);
  const sockets = await Promise.all(people.map(({ token }) => listen(app, token, room)));
  const started = performance.now();
  const durations = (await Promise.all(people.map((person) => postAll(app, person, room)))).flat();
  const posted = performance.now() - started;
  await Promise.all(sockets.map(({ complete }) => complete));
  const delivered = performance.now() - started;
  const wrong = sockets.reduce((sum, { seen }) => sum + mistakes(seen), 0);
  for (const { close } of sockets) close();
  return [
    figure('1,000 posts by 10 users: frames lost or doubled', wrong, '', 0),
    figure('  posts per second', POSTS / (posted / 1_000), '/s'),
    figure('  POST, median', quantile(durations, 0.5), 'ms'),
    figure('  POST, p95', quantile(durations, 0.95), 'ms'),
    figure('  until the last of 10,000 frames', delivered, 'ms'),
  ];
}

function mistakes(seen: ReadonlyMap<string, number>): number {
  const doubled = [...seen.values()].reduce((sum, count) => sum + count - 1, 0);
  return doubled + (POSTS - seen.size);
}

function username(n: number): string {
  return `burst-${n}`;
}

/** Ten people of a tenant of their own, to start the server with. */
export const BURST_SEED: Seed = {
  tenants: [
    {
      uuid: randomUUID(),
      name: 'Burst',
      users: Array.from({ length: USERS }, (_, n) => ({
        uuid: randomUUID(),
        username: username(n),
        password: username(n),
        firstname: 'Burst',
        lastname: String(n),
      })),
    },
  ],
};

async function signIn(app: App): Promise<readonly Person[]> {
  return Promise.all(
    Array.from({ length: USERS }, async (_, n) => {
      const authorization = `Basic ${btoa(`${username(n)}:${username(n)}`)}`;
      const headers = { Authorization: authorization, 'Content-Type': 'application/json' };
      const response = await fetch(`${app.origin}/api/auth/0.1/token`, {
        method: 'POST',
        headers,
        body: '{"expiration": 3600}',
      });
      const { data } = (await response.json()) as { data: { token: string; metadata: { uuid: string } } };
      return { token: data.token, uuid: data.metadata.uuid };
    }),
  );
}

async function createRoom(app: App, people: readonly Person[]): Promise<string> {
  const users = people.map(({ uuid }) => ({ uuid }));
  const [first] = people;
  const answer = await post(app, first?.token ?? '', '/users/me/rooms', { name: 'Burst', users });
  return answer.uuid;
}

async function post(app: App, token: string, path: string, body: object): Promise<{ uuid: string }> {
  const headers = { 'X-Auth-Token': token, 'Content-Type': 'application/json' };
  const response = await fetch(`${app.origin}/api/chatd/1.0${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (response.status !== 201) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as { uuid: string };
}

/** One user's share of the posts, one after the other, as from one window. */
async function postAll(app: App, person: Person, room: string): Promise<readonly number[]> {
  const durations: number[] = [];
  for (let n = 0; n < POSTS / USERS; n += 1) {
    const started = performance.now();
    await post(app, person.token, `/users/me/rooms/${room}/messages`, { content: `post ${n} of ${person.uuid}` });
    durations.push(performance.now() - started);
  }
  return durations;
}

interface Listener {
  readonly seen: Map<string, number>;
  readonly complete: Promise<void>;
  readonly close: () => void;
}

async function listen(app: App, token: string, room: string): Promise<Listener> {
  const socket = new WebSocket(`${app.origin.replace('http', 'ws')}/api/websocketd/?version=2&token=${token}`);
  const seen = new Map<string, number>();
  let finish: () => void = () => undefined;
  const complete = new Promise<void>((resolve) => (finish = resolve));
  const started = new Promise<void>((resolve, reject) => {
    socket.on('close', (code) => reject(new Error(`The socket closed with ${code}.`)));
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as {
        op: string;
        data?: { room_uuid?: string; data?: { uuid: string } };
      };
      if (frame.op === 'start') resolve();
      if (frame.op !== 'event' || frame.data?.room_uuid !== room || !frame.data.data) return;
      const { uuid } = frame.data.data;
      seen.set(uuid, (seen.get(uuid) ?? 0) + 1);
      if (seen.size === POSTS) finish();
    });
    socket.on('open', () => {
      socket.send(JSON.stringify({ op: 'subscribe', data: { event_name: 'chatd_user_room_message_created' } }));
      socket.send(JSON.stringify({ op: 'start' }));
    });
  });
  await started;
  return { seen, complete, close: () => socket.terminate() };
}
