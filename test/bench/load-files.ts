import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LoadServer, ROOM } from './load-server.js';
import { figure, quantile, type Figure } from './table.js';
import { upload, type Uploaded, type UploadsOrder } from './uploads.js';

const LARGE = 200_000_000;
const MANY = 50;
const EACH = 5_000_000;
/** Who uploads: as many files at once as one user may, and a margin. */
const UPLOADERS = 10;
/** Times that the many are sent. */
const ROUNDS = 3;
/** Milliseconds between two posts meanwhile. */
const PAUSE = 10;
/** Milliseconds between two looks at the server's memory. */
const LOOK = 50;

/** Large files and many at once, through the server in a process of its own: what they take of its memory, and of others' time. */
export async function measureFiles(): Promise<readonly Figure[]> {
  const server = await LoadServer.start();
  try {
    const tokens = await server.signIn();
    const [first = '', poster = ''] = tokens;
    // Once through everything, so that what is measured is no first time.
    await drain(server.origin, await upload(attachments(server), first, 1_000_000));
    for (let n = 0; n < 50; n += 1) await server.post(poster, 'warm up');
    const idle = server.memory();
    const up = await peakWhile(server, () => upload(attachments(server), first, LARGE));
    const down = await peakWhile(server, () => drain(server.origin, up.result));
    const many = await manyAtOnce(server, tokens.slice(2, 2 + UPLOADERS), tokens.slice(2 + UPLOADERS));
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

const attachments = ({ origin }: LoadServer): string => `${origin}/api/chatd/1.0/users/me/rooms/${ROOM}/attachments`;

async function manyAtOnce(
  server: LoadServer,
  uploaders: readonly string[],
  posters: readonly string[],
): Promise<readonly Figure[]> {
  const posts: number[] = [];
  let kept = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    let areDone = false as boolean;
    const uploads = elsewhere({
      url: attachments(server),
      tokens: Array.from({ length: MANY }, (_, n) => uploaders[n % uploaders.length] ?? ''),
      size: EACH,
    }).finally(() => (areDone = true));
    while (!areDone) {
      const started = performance.now();
      await server.post(posters[posts.length % posters.length] ?? '', `meanwhile ${posts.length}`);
      posts.push(performance.now() - started);
      await delay(PAUSE);
    }
    kept += (await uploads).filter(({ size }) => size === EACH).length;
  }
  return [
    figure('50 uploads of 5 MB at once: lost', ROUNDS * MANY - kept, '', 0),
    figure('  posts meanwhile', posts.length, ''),
    figure('  POST meanwhile, median', quantile(posts, 0.5), 'ms'),
    figure('  POST meanwhile, p95', quantile(posts, 0.95), 'ms', 50),
  ];
}

/** Has them sent by a process of its own. */
async function elsewhere(order: UploadsOrder): Promise<readonly Uploaded[]> {
  const sender = fork(fileURLToPath(new URL('uploads.ts', import.meta.url)));
  try {
    const ended = once(sender, 'exit').then(() => Promise.reject(new Error('The sender of files has ended.')));
    sender.send(order);
    const [uploaded] = (await Promise.race([once(sender, 'message'), ended])) as [readonly Uploaded[]];
    ended.catch(() => undefined);
    return uploaded;
  } finally {
    sender.kill();
  }
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

/** Reads a file to its end and keeps nothing. @returns its bytes */
async function drain(origin: string, { url }: Uploaded): Promise<number> {
  const response = await fetch(new URL(url, origin));
  if (!response.ok || !response.body) throw new Error(`The download was answered ${response.status}`);
  let size = 0;
  for await (const piece of response.body) size += (piece as Uint8Array).length;
  return size;
}
