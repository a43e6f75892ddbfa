import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { LoadServer, ROOM } from './load-server.js';
import { figure, quantile, type Figure } from './table.js';

const LARGE = 200_000_000;
const MANY = 50;
const EACH = 5_000_000;
/** Who uploads: as many files at once as one user may, and a margin. */
const UPLOADERS = 10;
/** Milliseconds between two looks at the server's memory. */
const LOOK = 50;
const CHUNK = randomBytes(65_536);
const BOUNDARY = 'bench-boundary';

interface Uploaded {
  readonly url: string;
  readonly size: number;
}

/** Large files and many at once, through the server in a process of its own: what they take of its memory, and of others' time. */
export async function measureFiles(): Promise<readonly Figure[]> {
  const server = await LoadServer.start();
  try {
    const tokens = await server.signIn();
    const [first = '', poster = ''] = tokens;
    // Once through everything, so that what is measured is no first time.
    await drain(server.origin, await upload(server.origin, first, 1_000_000));
    for (let n = 0; n < 50; n += 1) await server.post(poster, 'warm up');
    const idle = server.memory();
    const up = await peakWhile(server, () => upload(server.origin, first, LARGE));
    const down = await peakWhile(server, () => drain(server.origin, up.result));
    const many = await manyAtOnce(server, tokens.slice(2, 2 + UPLOADERS), poster);
    return [
      figure('memory of the server at rest', idle, 'MB'),
      figure('  above it during an upload of 200 MB', up.peak - idle, 'MB', 64),
      figure('  above it during a download of 200 MB', down.peak - idle, 'MB', 64),
      figure('  bytes of the download that differ', Number(down.result !== up.result.size), '', 0),
      ...many,
    ];
  } finally {
    await server.stop();
  }
}

async function manyAtOnce(server: LoadServer, tokens: readonly string[], poster: string): Promise<readonly Figure[]> {
  let areDone = false as boolean;
  const uploads = Promise.all(
    Array.from({ length: MANY }, (_, n) => upload(server.origin, tokens[n % tokens.length] ?? '', EACH)),
  ).finally(() => (areDone = true));
  const posts: number[] = [];
  while (!areDone) {
    const started = performance.now();
    await server.post(poster, `meanwhile ${posts.length}`);
    posts.push(performance.now() - started);
    await delay(LOOK);
  }
  const kept = (await uploads).filter(({ size }) => size === EACH);
  return [
    figure('50 uploads of 5 MB at once: lost', MANY - kept.length, '', 0),
    figure('  posts meanwhile', posts.length, ''),
    figure('  POST meanwhile, median', quantile(posts, 0.5), 'ms'),
    figure('  POST meanwhile, p95', quantile(posts, 0.95), 'ms', 50),
  ];
}

/** What a task answers, and the most memory (MB) that was seen of the server meanwhile. */
async function peakWhile<T>(
  server: LoadServer,
  task: () => Promise<T>,
): Promise<{ readonly result: T; readonly peak: number }> {
  let peak = server.memory();
  const looking = setInterval(() => (peak = Math.max(peak, server.memory())), LOOK);
  try {
    return { result: await task(), peak: Math.max(peak, server.memory()) };
  } finally {
    clearInterval(looking);
  }
}

/** Sends a file of so many bytes, made as it goes, so that this process holds none of it either. */
async function upload(origin: string, token: string, size: number): Promise<Uploaded> {
  const head = Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="bench.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
  const headers = {
    'X-Auth-Token': token,
    'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
    'Content-Length': head.length + size + tail.length,
  };
  const sending = request(`${origin}/api/chatd/1.0/users/me/rooms/${ROOM}/attachments`, { method: 'POST', headers });
  const answer = new Promise<Uploaded>((resolve, reject) => {
    sending.on('error', reject);
    sending.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        if (response.statusCode === 201) resolve(JSON.parse(text) as Uploaded);
        else reject(new Error(`The upload was answered ${response.statusCode ?? 0}: ${text}`));
      });
    });
  });
  const write = async (bytes: Buffer): Promise<void> => {
    if (!sending.write(bytes)) await new Promise((resolve) => sending.once('drain', resolve));
  };
  const writing = (async () => {
    await write(head);
    for (let left = size; left > 0; left -= CHUNK.length)
      await write(left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK);
    sending.end(tail);
  })();
  const [uploaded] = await Promise.all([answer, writing]);
  return uploaded;
}

/** Reads a file to its end and keeps nothing. @returns its bytes */
async function drain(origin: string, { url }: Uploaded): Promise<number> {
  const response = await fetch(new URL(url, origin));
  if (!response.ok || !response.body) throw new Error(`The download was answered ${response.status}`);
  let size = 0;
  for await (const piece of response.body) size += (piece as Uint8Array).length;
  return size;
}
