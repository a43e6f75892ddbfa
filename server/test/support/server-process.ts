import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** All that it printed as errors, and all lines that it printed. */
  readonly errors: string;
  readonly lines: readonly string[];
}

/** The server as a process of its own, as `npm start` runs it. */
export class ServerProcess {
  readonly #process: ChildProcess;
  readonly #lines: string[] = [];
  readonly #firstLine: Promise<string>;
  /** Settles when the process has ended. */
  readonly ended: Promise<Ending>;

  constructor(environment: Readonly<Record<string, string>>, ...flags: string[]) {
    const env = { PATH: process.env['PATH'] ?? '', PORT: '0', ...environment };
    const words = ['--import', 'tsx', MAIN, ...flags];
    this.#process = spawn(process.execPath, words, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    this.#process.stderr!.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const reader = createInterface({ input: this.#process.stdout! });
    this.#firstLine = new Promise((resolve) => {
      reader.on('line', (line) => {
        this.#lines.push(line);
        resolve(line);
      });
    });
    this.ended = once(this.#process, 'close').then((values) => {
      const [code, signal] = values as [number | null, NodeJS.Signals | null];
      return { code, signal, errors, lines: this.#lines };
    });
  }

  /** The address that the ready line names, without a slash at the end. */
  async ready(): Promise<string> {
    const failed = this.ended.then(({ errors }) => Promise.reject(new Error(`The server ended: ${errors}`)));
    const line = await Promise.race([this.#firstLine, failed]);
    const url = /^wazo-group-chat is ready: (http:\/\/localhost:\d+)\/$/.exec(line)?.[1];
    if (url === undefined) throw new Error(`Not the line that was promised: ${line}`);
    return url;
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }
}
