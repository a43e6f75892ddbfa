import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Seed } from '../../server/src/seed/seed.js';

/** Of the whole run of tests; none: each start begins from nothing. */
const TEMPLATE = process.env['TEST_APP_TEMPLATE'];
const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

/** The built demo, as `npm start` runs it, in a process of its own with a data folder of its own. */
export class App {
  readonly dataDir: string;
  #port = 0;
  #process: ChildProcess | undefined;
  #log = '';

  readonly #seed: Seed | undefined;

  private constructor(dataDir: string, seed: Seed | undefined) {
    this.dataDir = dataDir;
    this.#seed = seed;
  }

  /** @param seed people and rooms beside those of the demo */
  static async start(seed?: Seed): Promise<App> {
    const dataDir = await mkdtemp(join(tmpdir(), 'wazo-group-chat-'));
    // A database takes seconds to make, each time the same: one that only the demo is in is copied.
    if (TEMPLATE && !seed) await cp(await App.#template(TEMPLATE), dataDir, { recursive: true });
    const app = new App(dataDir, seed);
    await app.run();
    return app;
  }

  /** A folder with the data of a demo that was started once, made by the first test that needs it. */
  static async #template(folder: string): Promise<string> {
    const ready = join(folder, 'data');
    if (existsSync(ready)) return ready;
    const app = new App(await mkdtemp(join(folder, 'new-')), undefined);
    await app.run();
    await app.end();
    // Another file's test may have been quicker.
    await rename(app.dataDir, ready).catch(() => rm(app.dataDir, { recursive: true }));
    return ready;
  }

  /** `http://localhost:PORT` */
  get origin(): string {
    return `http://localhost:${this.#port}`;
  }

  /** Everything that the server printed. */
  get log(): string {
    return this.#log;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Starts the server (again, on the same port) and resolves when it says that it is ready. */
  async run(): Promise<void> {
    const env: NodeJS.ProcessEnv = { ...process.env, PORT: String(this.#port), DATA_DIR: this.dataDir };
    if (this.#seed) {
      env['SEED_FILE'] = join(this.dataDir, 'seed.json');
      await writeFile(env['SEED_FILE'], JSON.stringify(this.#seed));
    }
    const child = spawn(process.execPath, [MAIN, '--demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    this.#port = await new Promise((resolve, reject) => {
      const read = (line: string): void => {
        this.#log += `${line}\n`;
        const port = /http:\/\/[^\s/]+:(\d+)/.exec(line)?.[1];
        if (port) resolve(Number(port));
      };
      createInterface({ input: child.stdout }).on('line', read);
      createInterface({ input: child.stderr }).on('line', read);
      child.once('exit', (code) =>
        reject(new Error(`The server ended with ${code} before it was ready:\n${this.#log}`)),
      );
    });
  }

  /** Ends the server as an administrator would, and answers its exit code and how long it took (milliseconds). */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<{ code: number | null; duration: number }> {
    const child = this.#process;
    if (!child) return { code: null, duration: 0 };
    this.#process = undefined;
    const started = performance.now();
    const code = await new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
      child.kill(signal);
    });
    return { code, duration: performance.now() - started };
  }

  /** Ends the server and removes its data. */
  async dispose(): Promise<void> {
    await this.end();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
