import { setTimeout as delay } from 'node:timers/promises';
import { measurePages } from './load-pages.js';
import { LoadServer } from './load-server.js';
import { closeSockets, openSockets, type Received } from './load-sockets.js';
import { figure, quantile, type Figure } from './table.js';

const SOCKETS = 500;
const PER_SECOND = 50;
const SECONDS = 30;
const MESSAGES = PER_SECOND * SECONDS;
const SENDERS = 10;

const IDLE = 10_000;
/** Longer than the server waits between two pings. */
const IDLE_SECONDS = 25;

/** The server in a process of its own under load from this one, over loopback. */
export async function measureServerLoad(): Promise<readonly Figure[]> {
  const server = await LoadServer.start();
  try {
    const tokens = await server.signIn();
    return [...(await busyRoom(server, tokens)), ...(await idleSockets(server, tokens)), ...(await measurePages())];
  } finally {
    await server.stop();
  }
}

/** 500 sockets in one room, 50 messages per second. */
async function busyRoom(server: LoadServer, tokens: readonly string[]): Promise<readonly Figure[]> {
  const watch = new Watch();
  const sockets = await openSockets(server.origin, tokens, SOCKETS, () => watch.socket());
  await Promise.all(Array.from({ length: SENDERS }, (_, n) => server.post(tokens[n] ?? '', 'warm up')));
  const before = server.memory();
  await Promise.all(Array.from({ length: SENDERS }, (_, n) => sendAll(server, tokens[n] ?? '', n, watch)));
  await watch.complete();
  const after = server.memory();
  await closeSockets(sockets);
  return [
    figure('500 sockets, 50 messages/s for 30 s: frames lost, doubled or out of order', watch.mistakes(), '', 0),
    figure('  POST to frame, median', quantile(watch.latencies, 0.5), 'ms'),
    figure('  POST to frame, p95', quantile(watch.latencies, 0.95), 'ms', 100),
    figure('  memory of the server before', before, 'MB'),
    figure('  memory of the server after', after, 'MB'),
    figure('  growth', after - before, 'MB', 100),
  ];
}

/** One sender's share, in step with the others'; a message waits for the answer to the one before. */
async function sendAll(server: LoadServer, token: string, sender: number, watch: Watch): Promise<void> {
  const interval = (1_000 * SENDERS) / PER_SECOND;
  const started = performance.now() + (sender * interval) / SENDERS;
  for (let n = 0; n < MESSAGES / SENDERS; n += 1) {
    await delay(Math.max(0, started + n * interval - performance.now()));
    await server.post(token, watch.next(sender));
  }
}

/** Knows when each message was sent, and what each socket saw. */
class Watch {
  readonly latencies: number[] = [];
  readonly #sentAt = new Map<string, number>();
  readonly #numbers = new Map<number, number>();
  #sockets = 0;
  #wrong = 0;
  #settle: () => void = () => undefined;

  next(sender: number): string {
    const number = (this.#numbers.get(sender) ?? 0) + 1;
    this.#numbers.set(sender, number);
    const content = `${sender}:${number}`;
    this.#sentAt.set(content, performance.now());
    return content;
  }

  /** What one socket does with a message: each sender's must come one after the other. */
  socket(): Received {
    this.#sockets += 1;
    const last = new Map<string, number>();
    return (content) => {
      const [sender = '', number] = content.split(':');
      const sentAt = this.#sentAt.get(content);
      if (sentAt === undefined) return;
      this.latencies.push(performance.now() - sentAt);
      if (Number(number) !== (last.get(sender) ?? 0) + 1) this.#wrong += 1;
      last.set(sender, Number(number));
      if (this.latencies.length === this.#expected()) this.#settle();
    };
  }

  /** Resolves when as many frames have come as must, or after 10 s. */
  async complete(): Promise<void> {
    if (this.latencies.length >= this.#expected()) return;
    await Promise.race([new Promise<void>((resolve) => (this.#settle = resolve)), delay(10_000)]);
  }

  mistakes(): number {
    return this.#wrong + Math.abs(this.#expected() - this.latencies.length);
  }

  #expected(): number {
    return this.#sockets * MESSAGES;
  }
}

/** 10,000 sockets that do nothing for longer than a heartbeat; then one message must reach each of them. */
async function idleSockets(server: LoadServer, tokens: readonly string[]): Promise<readonly Figure[]> {
  const before = server.memory();
  const reached = new Set<number>();
  const sockets = await openSockets(server.origin, tokens, IDLE, (n) => () => void reached.add(n));
  await delay(IDLE_SECONDS * 1_000);
  const after = server.memory();
  const sentAt = performance.now();
  await server.post(tokens[0] ?? '', 'anyone there?');
  while (reached.size < IDLE && performance.now() - sentAt < 10_000) await delay(10);
  const duration = performance.now() - sentAt;
  await closeSockets(sockets);
  return [
    figure('10,000 sockets idle for 25 s: not held', IDLE - reached.size, '', 0),
    figure('  memory of the server with them', after, 'MB'),
    figure('  memory per socket', ((after - before) * 1_000) / IDLE, 'kB'),
    figure('  one message until all 10,000 have it', duration, 'ms'),
  ];
}
