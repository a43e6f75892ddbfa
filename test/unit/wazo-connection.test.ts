import assert from 'node:assert/strict';
import { textBody, type Part } from '../../src/model/message.js';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import WebSocket, { WebSocketServer } from 'ws';
import type { ConnectionEvent, MessagePage } from '../../src/connection/connection.js';
import { PLAIN_PACE } from '../../src/device/memory.js';
import type { Pace } from '../../src/device/ports.js';
import { WazoConnection } from '../../src/wazo/wazo-connection.js';
import { ChatFailure } from '../../src/model/errors.js';
import { ManualPace } from '../support/manual-pace.js';

// How the adapter bears what a well-behaved server never sends. What real servers send is in the contract suite.

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that answers as it is told, and its sockets. */
class ScriptedServer {
  readonly http = createServer((request, response) => this.answer(request, response));
  readonly sockets = new WebSocketServer({ server: this.http });
  answer: Answer = (_, response) => response.writeHead(404).end();

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  stop(): void {
    for (const socket of this.sockets.clients) socket.terminate();
    this.http.close();
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

const REFUSED = { error_id: 'unauthorized', message: 'Unauthorized', details: { reason: 'not_found_or_expired' } };
const cleanups: (() => void)[] = [];
after(() => cleanups.forEach((cleanup) => cleanup()));

/** No pauses at random: what is tested is what happens after them. */
const HASTY: Pace = { ...PLAIN_PACE, random: () => 0 };

async function connect(
  tokens: string[] = ['t1', 't2', 't3'],
  pace = HASTY,
): Promise<{ server: ScriptedServer; connection: WazoConnection; reasons: string[] }> {
  const server = new ScriptedServer();
  const reasons: string[] = [];
  const tokenProvider = ({ reason }: { reason: string }): Promise<string> => {
    reasons.push(reason);
    return Promise.resolve(tokens.shift() ?? 'none-left');
  };
  const connection = new WazoConnection({ host: await server.start(), tokenProvider, WebSocket, pace });
  cleanups.push(() => {
    connection.close();
    server.stop();
  });
  return { server, connection, reasons };
}

/** Listens and answers the events one by one. */
function events(connection: WazoConnection): () => Promise<ConnectionEvent> {
  const seen: ConnectionEvent[] = [];
  let wake: () => void = () => undefined;
  connection.listen((event) => {
    seen.push(event);
    wake();
  });
  return async () => {
    while (seen.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return seen.shift()!;
  };
}

/** A socket that does its part of the handshake. */
function handshake(socket: WebSocket): void {
  socket.on('message', (data: Buffer) => {
    const { op } = JSON.parse(data.toString()) as { op: string };
    socket.send(JSON.stringify({ op, code: 0, data: null }));
  });
  socket.send(JSON.stringify({ op: 'init', code: 0, data: { version: 2 } }));
}

async function failure(promise: Promise<unknown>): Promise<string> {
  const thrown = await promise.then(
    () => 'no failure',
    (reason: unknown) => reason,
  );
  return thrown instanceof ChatFailure ? thrown.error.code : String(thrown);
}

const { signal } = new AbortController();
const ROOM = 'cccccccc-0000-4000-8000-000000000001';

/** A call of one request. */
function newest(connection: WazoConnection): Promise<MessagePage> {
  return connection.messages(ROOM, { from: 'newest', limit: 1 }, signal);
}

test('a request refused for its token is repeated once with a new one', async () => {
  const { server, connection, reasons } = await connect();
  const seen: unknown[] = [];
  server.answer = (request, response) => {
    seen.push(request.headers['x-auth-token']);
    if (request.headers['x-auth-token'] === 't1') json(response, 401, REFUSED);
    else json(response, 200, { items: [], filtered: 0, total: 0 });
  };
  assert.deepEqual((await newest(connection)).messages, []);
  assert.deepEqual(seen, ['t1', 't2']);
  assert.deepEqual(reasons, ['start', 'refused']);
});

test('a fresh token that is refused too is a failure, not a loop', async () => {
  const { server, connection, reasons } = await connect();
  server.answer = (_, response) => json(response, 401, REFUSED);
  assert.equal(await failure(connection.rooms(signal)), 'bad-token');
  assert.deepEqual(reasons, ['start', 'refused']);
});

test('a missing permission does not cost a token', async () => {
  const { server, connection, reasons } = await connect();
  const details = { reason: 'missing_permission_or_invalid_tenant' };
  server.answer = (_, response) => json(response, 401, { ...REFUSED, details });
  assert.equal(await failure(connection.rooms(signal)), 'unauthorized');
  assert.deepEqual(reasons, ['start']);
});

test('answers that are no Wazo’s become failures with a code', async () => {
  const { server, connection } = await connect();
  const cases: readonly (readonly [Answer, string])[] = [
    [(_, response) => response.writeHead(500, { 'Content-Type': 'text/plain' }).end('oops'), 'server'],
    [(_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Hi</h1>'), 'server'],
    [(_, response) => json(response, 200, [1, 2]), 'server'],
    [(_, response) => json(response, 200, { items: { uuid: 5 } }), 'server'],
    [(_, response) => json(response, 200, null), 'server'],
    [(_, response) => json(response, 200, 'ok'), 'server'],
    [(_, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"items": ['), 'server'],
    [(_, response) => response.writeHead(200).end(), 'server'],
    [(_, response) => response.writeHead(502, { 'Content-Type': 'application/json' }).end('<h1>'), 'server'],
    [(_, response) => json(response, 404, null), 'invalid-data'],
    [(_, response) => json(response, 404, { error_id: 'unknown-room', message: 'No such room' }), 'unknown-room'],
    [(_, response) => json(response, 400, { error_id: 'invalid-data', message: 'bad', details: {} }), 'invalid-data'],
    [(request) => request.socket.destroy(), 'network'],
  ];
  for (const [answer, code] of cases) {
    server.answer = answer;
    assert.equal(await failure(connection.rooms(signal)), code);
  }
});

test('a server without the extension is a stock chatd', async () => {
  const { server, connection } = await connect();
  server.answer = (request, response) => {
    if (request.url?.includes('/auth/')) json(response, 200, { data: { metadata: { uuid: 'me' } } });
    else response.writeHead(404, { 'Content-Type': 'text/html' }).end('<!doctype html><title>404</title>');
  };
  const { userUuid, features } = await connection.open(signal);
  assert.equal(userUuid, 'me');
  assert.equal(features.size, 0);
});

test('malformed frames and events are reported and the good ones still arrive', async () => {
  const { server, connection } = await connect();
  server.sockets.on('connection', (socket) => {
    handshake(socket);
    socket.on('message', (data: Buffer) => {
      if (!data.toString().includes('start')) return;
      socket.send('hello');
      socket.send('null');
      socket.send(Buffer.from([1, 2]));
      socket.send(
        JSON.stringify({ op: 'event', code: 0, data: { name: 'chatd_user_room_message_created', data: {} } }),
      );
      socket.send(JSON.stringify({ op: 'event', code: 0, data: { name: 'error' } }));
      socket.send(JSON.stringify({ op: 'event', code: 0, data: { name: 'chatd_unheard_of', data: {} } }));
      const room = { uuid: 'r', name: 'Room', users: [{ uuid: 'me' }] };
      socket.send(JSON.stringify({ op: 'event', code: 0, data: { name: 'chatd_user_room_created', data: room } }));
    });
  });
  const next = events(connection);
  assert.equal((await next()).type, 'live');
  for (let n = 0; n < 4; n += 1) {
    const event = await next();
    assert.equal(event.type === 'problem' && event.error.code, 'bad-frame');
  }
  assert.deepEqual(await next(), {
    type: 'room-added',
    room: { uuid: 'r', name: 'Room', participants: [{ uuid: 'me' }], revision: 0, reading: null },
  });
});

test('a socket refused for its token comes back with a new one', async () => {
  const { server, connection, reasons } = await connect();
  server.answer = (_, response) => json(response, 200, { data: { metadata: { uuid: 'me' } } });
  server.sockets.on('connection', (socket, request) => {
    if (request.url?.includes('token=t1')) socket.close(4002, 'authentication failed');
    else handshake(socket);
  });
  const next = events(connection);
  assert.equal((await next()).type, 'lost');
  assert.equal((await next()).type, 'live');
  assert.deepEqual(reasons, ['start', 'refused']);
});

test('a socket that refuses every token ends in a failure', async () => {
  const { server, connection } = await connect();
  server.answer = (_, response) => json(response, 200, { data: { metadata: { uuid: 'me' } } });
  server.sockets.on('connection', (socket) => socket.close(4002, 'authentication failed'));
  const next = events(connection);
  assert.equal((await next()).type, 'lost');
  const event = await next();
  assert.equal(event.type === 'failed' && event.error.code, 'bad-token');
});

test('a token about to expire is replaced over the open socket', async () => {
  const { server, connection, reasons } = await connect();
  server.answer = (_, response) => json(response, 200, { data: { metadata: { uuid: 'me' } } });
  const renewed = new Promise<unknown>((resolve) => {
    server.sockets.on('connection', (socket) => {
      handshake(socket);
      socket.on('message', (data: Buffer) => {
        const frame = JSON.parse(data.toString()) as { op: string; data?: { token?: string } };
        if (frame.op === 'start') {
          socket.send(JSON.stringify({ op: 'event', code: 0, data: { name: 'auth_session_expire_soon', data: {} } }));
        }
        if (frame.op === 'token') resolve(frame.data?.token);
      });
    });
  });
  const next = events(connection);
  assert.equal((await next()).type, 'live');
  assert.equal(await renewed, 't2');
  assert.deepEqual(reasons, ['start', 'expiring']);
});

/** An hour's token of wazo-auth, by a clock that is not this device's. */
const LOOKED_UP = {
  metadata: { uuid: 'me' },
  utc_issued_at: '2020-01-01T10:00:00.000000',
  utc_expires_at: '2020-01-01T11:00:00.000000',
};

test('a token that is about to expire while the socket connects is replaced by a socket with the new one', async () => {
  const pace = new ManualPace();
  const { server, connection, reasons } = await connect(['t1', 't2'], pace);
  server.answer = (_, response) => json(response, 200, { data: LOOKED_UP, version: 1, features: [] });
  const hangs = new Promise<void>((resolve) => {
    server.sockets.options.verifyClient = ({ req }: { req: IncomingMessage }, answer: (accepts: boolean) => void) => {
      if (!req.url?.includes('token=t1')) {
        answer(true);
        return;
      }
      resolve();
      cleanups.push(() => req.socket.destroy());
    };
  });
  server.sockets.on('connection', handshake);
  await connection.open(signal);
  await pace.run(3_539_000);
  const next = events(connection);
  await hangs;
  assert.deepEqual(reasons, ['start']);
  await pace.run(1_000);
  assert.equal((await next()).type, 'live');
  assert.deepEqual(reasons, ['start', 'expiring']);
});

test('each token is looked up once, and its life is the server’s', async () => {
  const pace = new ManualPace();
  const { server, connection, reasons } = await connect(['t1', 't2', 't3'], pace);
  const lookUps: string[] = [];
  server.answer = (request, response) => {
    const token = /\/token\/(.+)/.exec(request.url ?? '')?.[1];
    if (token) lookUps.push(token);
    if (request.url?.includes('/features')) response.writeHead(404).end();
    else if (request.url?.includes(`${ROOM}/messages`) && request.headers['x-auth-token'] === 't1')
      json(response, 401, REFUSED);
    else json(response, 200, token ? { data: LOOKED_UP } : { items: [], filtered: 0, total: 0 });
  };
  let told: (token: unknown) => void = () => undefined;
  server.sockets.on('connection', (socket) => {
    handshake(socket);
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as { op: string; data?: { token?: string } };
      if (frame.op === 'token') told(frame.data?.token);
    });
  });
  await connection.open(signal);
  const next = events(connection);
  assert.equal((await next()).type, 'live');
  const overSocket = (): Promise<unknown> => new Promise((resolve) => (told = resolve));
  const renewed = overSocket();
  await newest(connection);
  assert.equal(await renewed, 't2', 'a token renewed for a request reaches the socket');
  const expiring = overSocket();
  await pace.run(7_000);
  assert.deepEqual(reasons, ['start', 'refused']);
  // The server says that it ends.
  for (const socket of server.sockets.clients) {
    socket.send(JSON.stringify({ op: 'event', code: 0, data: { name: 'auth_session_expire_soon', data: {} } }));
  }
  assert.equal(await expiring, 't3');
  assert.deepEqual(reasons, ['start', 'refused', 'expiring']);
  assert.deepEqual(lookUps, ['t1', 't2', 't3']);
});

test('a connection that breaks comes back by itself, with the same token', async () => {
  const { server, connection, reasons } = await connect();
  let sockets = 0;
  server.sockets.on('connection', (socket) => {
    sockets += 1;
    handshake(socket);
    if (sockets === 1) socket.on('message', (data: Buffer) => data.toString().includes('start') && socket.close(1011));
  });
  const next = events(connection);
  const types = [(await next()).type, (await next()).type, (await next()).type];
  assert.deepEqual(types, ['live', 'lost', 'live']);
  assert.deepEqual(reasons, ['start']);
});

test('asking to reconnect replaces a socket that is open', async () => {
  const { server, connection } = await connect();
  let closed = 0;
  server.sockets.on('connection', (socket) => {
    handshake(socket);
    socket.on('close', () => (closed += 1));
  });
  const next = events(connection);
  assert.equal((await next()).type, 'live');
  connection.reconnect(false);
  assert.equal((await next()).type, 'live');
  assert.equal(closed, 1);
});

const GOOD_ROOM = { uuid: 'r1', name: 'Room', users: [{ uuid: 'me' }] };
const BAD_ITEMS = [null, 5, 'x', [], {}, { uuid: 5 }, { uuid: 'r2', users: 'x' }, { uuid: 'r3' }];

const PART: Part = {
  kind: 'file',
  uuid: null,
  name: 'plän.png',
  contentType: 'image/png',
  size: 5,
  width: null,
  height: null,
  url: null,
};
const ATTACHMENT = { uuid: 'a', name: 'plän.png', content_type: 'image/png', size: 5, width: 4, height: 3 };

/** A connection to a server that takes files, and answers uploads as it is told. */
async function uploading(
  answer: Answer,
): Promise<{ upload: (signal?: AbortSignal) => Promise<Part>; bodies: string[] }> {
  const { server, connection } = await connect();
  const bodies: string[] = [];
  server.answer = (request, response) => {
    const path = request.url ?? '';
    if (path.includes('/auth/')) json(response, 200, { data: { metadata: { uuid: 'me' } } });
    else if (path.endsWith('/features')) json(response, 200, { version: 1, features: ['attachments'] });
    else if (!path.endsWith('/attachments')) json(response, 200, { items: [], total: 0 });
    else {
      let body = '';
      request.setEncoding('utf8').on('data', (data: string) => (body += data));
      request.on('end', () => {
        bodies.push(body);
        answer(request, response);
      });
    }
  };
  await connection.open(signal);
  const upload = (stop = signal): Promise<Part> => {
    assert.ok(connection.can.attachments);
    return connection.can.attachments.upload('r1', PART, new Blob(['bytes']), stop, () => undefined);
  };
  return { upload, bodies };
}

test('a file goes as the field of a form, and its address becomes a whole one', async () => {
  const { upload, bodies } = await uploading((request, response) =>
    json(response, 201, { ...ATTACHMENT, url: `/files/a?host=${request.headers.host}` }),
  );
  const { url, ...part } = await upload();
  assert.deepEqual({ ...part, url: null }, { ...PART, uuid: 'a', width: 4, height: 3 });
  assert.match(url ?? '', /^http:\/\/127\.0\.0\.1:\d+\/files\/a\?host=127/);
  assert.match(bodies[0] ?? '', /name="file"; filename="plän\.png"[^]*bytes/);
});

test('an upload whose token is refused is repeated once with a new one', async () => {
  const tokens: unknown[] = [];
  const { upload } = await uploading((request, response) => {
    tokens.push(request.headers['x-auth-token']);
    if (tokens.length === 1) json(response, 401, REFUSED);
    else json(response, 201, ATTACHMENT);
  });
  assert.equal((await upload()).uuid, 'a');
  assert.deepEqual(tokens, ['t1', 't2']);
});

for (const [status, body, code, isTemporary] of [
  [413, { error_id: 'request-entity-too-large' }, 'file-too-large', false],
  [413, { error_id: 'attachment-quota-exceeded' }, 'storage-full', false],
  [507, { error_id: 'insufficient-storage' }, 'storage-full', false],
  [404, { error_id: 'unknown-room' }, 'unknown-room', false],
  [429, { error_id: 'too-many-requests', details: { retry_after: 7 } }, 'server', true],
  [502, '<h1>Bad gateway</h1>', 'server', true],
] as const)
  test(`an upload that is answered with ${status} ${JSON.stringify(body)} fails with ${code}`, async () => {
    const { upload } = await uploading((_, response) => {
      if (typeof body === 'string') response.writeHead(status, { 'Content-Type': 'text/html' }).end(body);
      else json(response, status, body);
    });
    await assert.rejects(upload(), (thrown) => {
      assert.ok(thrown instanceof ChatFailure);
      assert.deepEqual([thrown.error.code, thrown.error.temporary], [code, isTemporary]);
      assert.equal(thrown.error.retryAfter, status === 429 ? 7_000 : undefined);
      return true;
    });
  });

test('an upload that is answered with what is no attachment fails, and one that is called off ends', async () => {
  const { upload } = await uploading((_, response) => json(response, 201, { uuid: 5 }));
  await assert.rejects(upload(), (thrown) => thrown instanceof ChatFailure && thrown.error.code === 'server');
  const stop = new AbortController();
  const silent = await uploading(() => stop.abort());
  await assert.rejects(silent.upload(stop.signal));
});

test('a malformed item of a list is skipped and told once, and the rest is there', async () => {
  const { server, connection } = await connect();
  const message = {
    uuid: 'm',
    content: 'Hi',
    user_uuid: 'u',
    created_at: '2026-11-22T16:26:35Z',
    room: { uuid: 'r1' },
  };
  const lists = new Map<string, readonly unknown[]>([
    ['/rooms', [...BAD_ITEMS, { ...GOOD_ROOM, last_message: message }, { ...GOOD_ROOM, uuid: 'r9', last_message: 7 }]],
    ['/messages', [{ uuid: 'bad', content: 5 }, message]],
    ['/changes', [message, { ...message, uuid: 'worse', created_at: 5 }]],
    ['/sources', [{ uuid: 5 }, { uuid: 's' }]],
    ['/contacts', [null, 7, { uuid: 'u', firstname: 'Carol', lastname: null }]],
  ]);
  server.answer = (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (path.includes('/auth/')) json(response, 200, { data: { metadata: { uuid: 'me' } } });
    else if (path.endsWith('/features')) json(response, 200, { version: 1, features: ['changes'] });
    else {
      const items = [...lists].find(([end]) => path.endsWith(end))?.[1] ?? [];
      json(response, 200, { items, filtered: 0, total: items.length, revision: 5, complete: true });
    }
  };
  await connection.open(signal);
  const problems: string[] = [];
  connection.listen((event) => {
    if (event.type === 'problem') problems.push(`${event.error.code} ${event.error.detail}`);
  });
  for (let round = 0; round < 3; round += 1) {
    const { rooms, lastMessages } = await connection.rooms(signal);
    assert.deepEqual([rooms.map(({ uuid }) => uuid), lastMessages.length], [['r1', 'r9'], 1]);
    assert.deepEqual((await newest(connection)).messages.length, 1);
    const changes = await connection.can.changes?.after('r1', 1, signal);
    assert.deepEqual([changes?.messages.length, changes?.revision], [1, 5]);
    assert.deepEqual(
      (await connection.searchUsers('', 5, signal)).map(({ name }) => name),
      ['Carol'],
    );
  }
  assert.equal(problems.length, BAD_ITEMS.length + 1 + 2 + 1 + 2);
  assert.ok(problems.every((problem) => problem.startsWith('bad-frame')));
  assert.ok(
    problems.some((problem) => /changes.*worse.*created_at/.test(problem)),
    problems.join('\n'),
  );
});

test('of 5,000 rooms with one broken, 4,999 are there', async () => {
  const { server, connection } = await connect();
  const items = Array.from({ length: 5_000 }, (_, n) => ({
    ...GOOD_ROOM,
    uuid: `r${n}`,
    users: n === 2_500 ? null : [],
  }));
  server.answer = (request, response) =>
    json(response, 200, { items: request.url?.endsWith('/rooms') ? items : [], filtered: 0, total: 0 });
  const next = events(connection);
  assert.equal((await connection.rooms(signal)).rooms.length, 4_999);
  const event = await next();
  assert.match(event.type === 'problem' ? event.error.detail : event.type, /rooms.*r2500/);
});

test('a stock server that does not know offsets is not asked for ever', async () => {
  const { server, connection } = await connect();
  const message = { content: 'Hi', user_uuid: 'u', created_at: '2026-11-22T16:26:35Z', room: { uuid: 'r1' } };
  const page = Array.from({ length: 1_000 }, (_, n) => ({ ...message, uuid: `m${n}` }));
  let asked = 0;
  server.answer = (request, response) => {
    if (request.url?.includes('/messages')) asked += 1;
    json(response, 200, { items: request.url?.includes('/messages') ? page : [], filtered: 0, total: 0 });
  };
  assert.equal((await connection.rooms(signal)).lastMessages.length, 1_000);
  assert.equal(asked, 2);
});

test('changes that do not come further are not asked for again and again', async () => {
  const { server, connection } = await connect();
  let answer: object = {};
  server.answer = (request, response) => {
    if (request.url?.includes('/auth/')) json(response, 200, { data: { metadata: { uuid: 'me' } } });
    else json(response, 200, { version: 1, features: ['changes'], items: [], filtered: 0, total: 0, ...answer });
  };
  await connection.open(signal);
  const cases: readonly (readonly [object, number | null, boolean])[] = [
    [{ revision: 9, complete: true }, 9, true],
    [{ revision: 9, complete: false }, 9, false],
    [{ revision: 7, complete: true }, 7, true],
    [{ revision: 7, complete: false }, null, false],
    [{ revision: 3, complete: true }, null, true],
    [{ revision: null, complete: false }, null, false],
    [{ revision: '9', complete: true }, null, true],
    [{ revision: 9.5, complete: false }, null, false],
    [{ complete: 'yes' }, null, false],
  ];
  for (const [each, revision, isComplete] of cases) {
    answer = each;
    assert.deepEqual(await connection.can.changes?.after('r', 7, signal), { messages: [], revision, isComplete });
  }
});

test('what is not Wazo’s is asked for again no sooner than after half a minute', async () => {
  const { server, connection } = await connect();
  const foreign: readonly Answer[] = [
    (_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Sign in to the Wi-Fi</h1>'),
    (_, response) => json(response, 200, [1, 2]),
    (_, response) => json(response, 200, { rooms: [] }),
    (_, response) => response.writeHead(200).end(),
    (_, response) => response.writeHead(400, { 'Content-Type': 'application/json' }).end('<h1>'),
  ];
  for (const answer of foreign) {
    server.answer = answer;
    for (const ask of [() => newest(connection), () => connection.rooms(signal), () => connection.open(signal)]) {
      const thrown: unknown = await ask().catch((reason: unknown) => reason);
      assert.ok(thrown instanceof ChatFailure);
      assert.deepEqual([thrown.error.temporary, thrown.error.retryAfter], [true, 30_000]);
    }
  }
});

test('too many requests pass by themselves, and the wait that the server asks for is told', async () => {
  const { server, connection } = await connect();
  const waits: unknown[] = [7, 3_600_000, 'soon', undefined];
  server.answer = (_, response) =>
    json(response, 429, { error_id: 'too-many-requests', message: 'Slow', details: { retry_after: waits.shift() } });
  for (const retryAfter of [7_000, 300_000, undefined, undefined]) {
    const thrown: unknown = await newest(connection).catch((reason: unknown) => reason);
    assert.ok(thrown instanceof ChatFailure);
    assert.equal(thrown.error.temporary, true);
    assert.equal(thrown.error.retryAfter, retryAfter);
  }
});

test('the header Retry-After counts where the body does not say: in seconds, or as a moment by the server’s clock', async () => {
  const { server, connection } = await connect();
  const cases: readonly (readonly [number, Record<string, string>, number | undefined])[] = [
    [503, { 'Retry-After': '12' }, 12_000],
    [429, { 'Retry-After': '86400' }, 300_000],
    [502, { 'Retry-After': 'Wed, 01 Jan 2020 10:00:20 GMT', Date: 'Wed, 01 Jan 2020 10:00:00 GMT' }, 20_000],
    [503, { 'Retry-After': 'Wed, 01 Jan 2020 09:00:00 GMT', Date: 'Wed, 01 Jan 2020 10:00:00 GMT' }, undefined],
    [503, { 'Retry-After': '-5' }, undefined],
    [503, { 'Retry-After': 'later' }, undefined],
    [408, {}, undefined],
    [503, {}, undefined],
  ];
  for (const [status, headers, retryAfter] of cases) {
    server.answer = (_, response) =>
      response.writeHead(status, { 'Content-Type': 'text/plain', ...headers }).end('busy');
    const thrown: unknown = await newest(connection).catch((reason: unknown) => reason);
    assert.ok(thrown instanceof ChatFailure);
    assert.deepEqual([thrown.error.code, thrown.error.temporary], ['server', true]);
    assert.equal(thrown.error.retryAfter, retryAfter, JSON.stringify(headers));
  }
});

test('a request that is not answered ends after 30 s, and one that is answered leaves no timer', async () => {
  const pace = new ManualPace();
  const { server, connection } = await connect(['t1'], pace);
  server.answer = (_, response) => json(response, 200, { items: [], filtered: 0, total: 0 });
  await newest(connection);
  assert.equal(pace.pending, 0);
  const asked = new Promise<void>((resolve) => (server.answer = () => resolve()));
  const ended = failure(newest(connection));
  await asked;
  await pace.run(30_000);
  assert.equal(await ended, 'network');
  assert.equal(pace.pending, 0);
});

test('a request ends with its signal, also while its answer is being read', async () => {
  const { server, connection } = await connect();
  const asked = new Promise<void>((resolve) => {
    server.answer = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"items": [');
      resolve();
    };
  });
  const ending = new AbortController();
  const ended = failure(connection.messages(ROOM, { from: 'newest', limit: 1 }, ending.signal));
  await asked;
  ending.abort();
  assert.equal(await ended, 'network');
  server.answer = () => assert.fail('nothing is asked with a signal that is over');
  assert.equal(await failure(connection.rooms(ending.signal)), 'network');
});

test('a token replaced while it is being looked up does not pass for its predecessor', async () => {
  const { server, connection } = await connect(['alice-old', 'bob-1']);
  server.answer = (request, response) => {
    const token = request.headers['x-auth-token'] as string;
    if (request.url?.includes('/auth/')) {
      json(response, 200, { data: { metadata: { uuid: token.split('-')[0] } } });
    } else if (token === 'alice-old') json(response, 401, REFUSED);
    else response.writeHead(404).end();
  };
  assert.equal((await connection.open(signal)).userUuid, 'bob');
});

for (const code of [1008, 1013]) {
  test(`a socket that the server’s limits close with ${code} is replaced after a pause`, async () => {
    const { server, connection, reasons } = await connect();
    let sockets = 0;
    server.sockets.on('connection', (socket) => {
      sockets += 1;
      if (sockets <= 2) socket.close(code, 'limit');
      else handshake(socket);
    });
    const next = events(connection);
    const types = [(await next()).type, (await next()).type, (await next()).type];
    assert.deepEqual(types, ['lost', 'lost', 'live']);
    assert.deepEqual(reasons, ['start']);
  });
}

const PERSON = { alice: 'aaaaaaaa-0000-4000-8000-00000000000a', bob: 'bbbbbbbb-0000-4000-8000-00000000000b' };

/** Answers whose a token is by its name, `alice-1` for example, and everything else with an empty list. */
function knowsTokens(server: ScriptedServer): { used: string[] } {
  const used: string[] = [];
  server.answer = (request, response) => {
    const token = request.headers['x-auth-token'] as string;
    const path = request.url ?? '';
    if (path.startsWith('/api/auth/')) {
      const user_uuid = PERSON[token.split('-')[0] as keyof typeof PERSON];
      json(response, 200, { data: { metadata: { uuid: user_uuid }, utc_expires_at: '2099-01-01T00:00:00.000000' } });
    } else if (path.endsWith('/features')) response.writeHead(404).end();
    else if (path.includes('/messages') && token.endsWith('-old')) {
      used.push(token);
      json(response, 401, REFUSED);
    } else {
      if (path.includes('/messages')) used.push(token);
      json(response, 200, { items: [], filtered: 0, total: 0 });
    }
  };
  return { used };
}

test('a new token of another person is told and used for nothing', async () => {
  const { server, connection } = await connect(['alice-old', 'bob-new']);
  const { used } = knowsTokens(server);
  const { userUuid } = await connection.open(signal);
  assert.equal(userUuid, PERSON.alice);
  server.sockets.on('connection', handshake);
  const next = events(connection);
  assert.equal((await next()).type, 'live');
  assert.equal(await failure(connection.sendMessage('room', textBody('from alice'), 'id')), 'bad-token');
  assert.equal((await next()).type, 'other-user');
  assert.deepEqual(used, ['alice-old']);
});

test('rooms and messages that were asked for with a token before are not another person’s', async () => {
  const { server, connection } = await connect(['alice-old', 'bob-new']);
  const askers: string[] = [];
  server.answer = (request, response) => {
    const token = request.headers['x-auth-token'] as string;
    const path = request.url ?? '';
    const user_uuid = PERSON[token.split('-')[0] as keyof typeof PERSON];
    if (path.startsWith('/api/auth/'))
      json(response, 200, { data: { metadata: { uuid: user_uuid }, utc_expires_at: '2099-01-01T00:00:00.000000' } });
    // The first token is refused after the rooms were answered.
    else if (path.endsWith('/features') && token === 'alice-old') json(response, 401, REFUSED);
    else if (path.endsWith('/features')) json(response, 200, { version: 1, features: [] });
    else {
      askers.push(token);
      json(response, 200, { items: [], filtered: 0, total: 0 });
    }
  };
  const { userUuid, ahead } = await connection.open(signal, { roomUuid: ROOM, limit: 1 });
  assert.deepEqual([userUuid, ahead], [PERSON.bob, undefined]);
  await connection.rooms(signal);
  assert.equal(askers.at(-1), 'bob-new');
});

test('the list of rooms is asked for beside the opening, and anew by who asks then', async () => {
  const { server, connection } = await connect(['alice-new']);
  const paths: string[] = [];
  knowsTokens(server);
  const known = server.answer;
  server.answer = (request, response) => {
    paths.push((request.url ?? '').split('?')[0]!);
    known(request, response);
  };
  const { ahead } = await connection.open(signal);
  const isRooms = (path: string): boolean => path.endsWith('/rooms');
  assert.equal(paths.filter(isRooms).length, 1);
  assert.deepEqual(await ahead?.rooms?.(), { rooms: [], lastMessages: [] });
  await connection.rooms(signal);
  assert.equal(paths.filter(isRooms).length, 2);
});

test('the messages that are wanted next are asked for beside the opening', async () => {
  const { server, connection } = await connect(['alice-new']);
  knowsTokens(server);
  const known = server.answer;
  const asked: string[] = [];
  server.answer = (request, response) => {
    if (request.url?.includes('/messages')) asked.push(request.url);
    known(request, response);
  };
  const { ahead } = await connection.open(signal, { roomUuid: ROOM, limit: 20 });
  assert.equal(asked.length, 1);
  assert.ok(asked[0]?.includes(ROOM) && asked[0].includes('limit=20'));
  assert.equal(ahead?.page?.roomUuid, ROOM);
  assert.deepEqual(await ahead.page.answer, { messages: [], hasOlder: false, hasNewer: false });
  assert.equal((await connection.open(signal)).ahead?.page, undefined);
});

test('a new token of the same person goes on', async () => {
  const { server, connection } = await connect(['alice-old', 'alice-new']);
  const { used } = knowsTokens(server);
  await connection.open(signal);
  assert.deepEqual((await newest(connection)).messages, []);
  assert.deepEqual(used, ['alice-old', 'alice-new']);
});

test('signing in anew asks for a token though the one at hand is good, and looks whose it is', async () => {
  const { server, connection, reasons } = await connect(['alice-1', 'alice-2', 'bob-1']);
  knowsTokens(server);
  const urls: string[] = [];
  server.sockets.on('connection', (socket, request) => {
    urls.push(request.url ?? '');
    handshake(socket);
  });
  await connection.open(signal);
  const next = events(connection);
  assert.equal((await next()).type, 'live');
  connection.reconnect(true);
  assert.equal((await next()).type, 'live');
  connection.reconnect(true);
  assert.equal((await next()).type, 'other-user');
  assert.deepEqual(reasons, ['start', 'start', 'start']);
  assert.deepEqual(
    urls.map((url) => /token=([^&]+)/.exec(url)?.[1]),
    ['alice-1', 'alice-2'],
  );
});

test('a closed connection opens no socket any more', async () => {
  const { server, connection } = await connect();
  let sockets = 0;
  const closed = new Promise<void>((resolve) => {
    server.sockets.on('connection', (socket) => {
      sockets += 1;
      handshake(socket);
      socket.on('close', () => resolve());
    });
  });
  const next = events(connection);
  await next();
  connection.close();
  await closed;
  assert.equal(sockets, 1);
  assert.equal(await failure(connection.rooms(signal)), 'network');
});
