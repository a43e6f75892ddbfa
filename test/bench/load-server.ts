import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

/** As many people as one room holds. */
export const PEOPLE = 100;
export const ROOM = randomUUID();

const username = (n: number): string => `load-${n}`;

function seed(): object {
  const users = Array.from({ length: PEOPLE }, (_, n) => ({
    uuid: randomUUID(),
    username: username(n),
    password: username(n),
    firstname: 'Load',
    lastname: String(n),
  }));
  const rooms = [{ uuid: ROOM, name: 'Load', users: users.map((user) => user.username) }];
  return { tenants: [{ uuid: randomUUID(), name: 'Load', users, rooms }] };
}

/** The built server in a process of its own, with a hundred people in one room and the default limits. */
export class LoadServer {
  readonly origin: string;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(origin: string, child: ChildProcess, folder: string) {
    this.origin = origin;
    this.#process = child;
    this.#folder = folder;
  }

  static async start(): Promise<LoadServer> {
    const folder = await mkdtemp(join(tmpdir(), 'wazo-group-chat-load-'));
    const file = join(folder, 'seed.json');
    await writeFile(file, JSON.stringify(seed()));
    const env = { ...process.env, PORT: '0', DATA_DIR: join(folder, 'data'), SEED_FILE: file };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('The server ended before it was ready.')));
    const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])) as [string];
    ended.catch(() => undefined);
    const port = /:(\d+)\/$/.exec(line)?.[1] ?? '';
    return new LoadServer(`http://127.0.0.1:${port}`, child, folder);
  }

  /** A token of each of the hundred. */
  async signIn(): Promise<readonly string[]> {
    const tokens: string[] = [];
    for (let n = 0; n < PEOPLE; n += 1) {
      const headers = { Authorization: `Basic ${btoa(`${username(n)}:${username(n)}`)}` };
      const response = await fetch(`${this.origin}/api/auth/0.1/token`, { method: 'POST', headers, body: '{}' });
      tokens.push(((await response.json()) as { data: { token: string } }).data.token);
    }
    return tokens;
  }

  async post(token: string, content: string): Promise<void> {
    const response = await fetch(`${this.origin}/api/chatd/1.0/users/me/rooms/${ROOM}/messages`, {
      method: 'POST',
      headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' },
      body: JSON.stringify({ content }),
    });
    if (response.status !== 201) throw new Error(`POST answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  }

  /** Megabytes of memory that the process holds. */
  memory(): number {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.#process.pid)]).toString()) / 1_000;
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
    await rm(this.#folder, { recursive: true, force: true });
  }
}
