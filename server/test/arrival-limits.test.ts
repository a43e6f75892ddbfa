import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { limitArrival } from '../src/http/arrival-limits.js';
import { ManualClock } from './support/manual-clock.js';

/** Each request has a minute, and then 1,000 bytes a second. */
const LIMITS = { grace: 60_000, bytesPerSecond: 1_000 };

interface Desk {
  readonly clock: ManualClock;
  readonly socket: Socket;
  /** What the server said until the connection ended. */
  readonly said: Promise<string>;
  readonly requests: IncomingMessage[];
  /** Sends so many bytes of a body, and waits until the server has them. */
  readonly send: (bytes: number) => Promise<void>;
}

const servers: Server[] = [];
after(() => servers.forEach((server) => server.closeAllConnections()));
after(() => servers.forEach((server) => server.close()));

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that handles requests as told, and a client that has sent the head of one. */
async function desk(length: number, handle: Handle): Promise<Desk> {
  const clock = new ManualClock();
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    handle(request, response);
  });
  servers.push(server);
  server.on('clientError', (_error, socket) => socket.end('HTTP/1.1 408 Request Timeout\r\n\r\n'));
  limitArrival(server, LIMITS, clock);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let text = '';
  socket.setEncoding('latin1').on('data', (data: string) => (text += data));
  socket.on('error', () => undefined);
  const said = once(socket, 'close').then(() => text);
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
  await once(server, 'request');
  const send = async (bytes: number): Promise<void> => {
    const peer = requests.at(-1)!.socket;
    const wanted = peer.bytesRead + bytes;
    socket.write('x'.repeat(bytes));
    while (peer.bytesRead < wanted) await new Promise((resolve) => setImmediate(resolve));
  };
  return { clock, socket, said, requests, send };
}

const takeAll: Handle = (request, response) => {
  request.resume().on('end', () => response.writeHead(201, { Connection: 'close' }).end());
};

test('a body that comes at a fair rate may take as long as it needs', async () => {
  const { clock, said, send } = await desk(400_000, takeAll);
  for (let seconds = 0; seconds < 200; seconds += 10) {
    await send(20_000);
    clock.advance(10_000);
  }
  assert.match(await said, /^HTTP\/1\.1 201/);
  assert.equal(clock.waiting, 0, 'nothing is left behind');
});

test('one that hardly comes is cut off when its time is over, and not before', async () => {
  const { clock, socket, said, send } = await desk(1_000_000, takeAll);
  await send(1);
  clock.advance(LIMITS.grace - 1);
  assert.equal(socket.destroyed, false);
  clock.advance(1);
  assert.match(await said, /^HTTP\/1\.1 408/);
});

test('one that stops after a fast beginning is cut off when the average is too low', async () => {
  const { clock, said, send } = await desk(1_000_000, takeAll);
  await send(90_000);
  clock.advance(LIMITS.grace);
  for (let n = 0; n < 6; n += 1) clock.advance(5_000);
  clock.advance(5_000);
  assert.match(await said, /^HTTP\/1\.1 408/);
});

test('one that was answered before it has come is cut off, too', async () => {
  const { clock, said, send } = await desk(1_000_000, (request, response) => {
    request.resume();
    response.writeHead(413).end('too large');
  });
  await send(10);
  clock.advance(LIMITS.grace);
  assert.match(await said, /^HTTP\/1\.1 413[^]*too large/);
});

test('what is there at once, or has no body, waits for nothing', async () => {
  const { clock, socket, requests } = await desk(0, takeAll);
  socket.end();
  const [request] = requests;
  if (!request!.closed) await once(request!, 'close');
  assert.equal(clock.waiting, 0);
});
