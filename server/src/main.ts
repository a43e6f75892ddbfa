/**
 * Starts the server: `node server/dist/main.js [--demo]`.
 *
 * - `PORT` (8080; 0 takes any free one) and `HOST` (127.0.0.1: this machine only; 0.0.0.0 for everyone who can reach it)
 * - `DATA_DIR` (.data): the folder that keeps everything
 * - `DATABASE_URL`: a PostgreSQL server that keeps all but files instead (`postgresql://user:password@host:port/database`),
 *   and `DATABASE_CONNECTIONS` (10): how many connections to it there are at most
 * - `ATTACHMENT_MEGABYTES` (250), `ATTACHMENT_MEGABYTES_PER_USER` (10000): how large a file may be, and all files of one
 *   user together; 0 takes the limit away
 * - `WRITES_PER_SECOND` (50), `READS_PER_SECOND` (100), `SOCKETS_PER_USER` (100): what one user may ask for (four times the
 *   first two at once) and keep open; 0 takes the limit away
 * - `GIF_PROVIDER` (`tenor` or `giphy`) and `GIF_API_KEY`: who is asked for GIFs, in place of the embedded collection
 * - `TRUST_PROXY`: how many reverse proxies stand before the server (`1`), or their addresses (`loopback`, `192.0.2.0/24`);
 *   without it nobody is believed about the address of somebody else
 * - `SEED_FILE`: people, rooms and custom emoji to import at start, see seed/seed.ts
 * - `--demo`: also a seeded tenant and the demo pages
 */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Database } from './db/database.js';
import { lockFolder } from './db/folder-lock.js';
import { openPglite } from './db/pglite.js';
import { DEFAULT_CONNECTIONS, openPostgres, type PostgresOptions } from './db/postgres.js';
import { registerDemo } from './demo/plugin.js';
import { DEMO_SEED } from './demo/seed.js';
import type { GifSettings } from './features/gifs/settings.js';
import { parseTrustProxy, type TrustProxy } from './http/trust-proxy.js';
import { DiskStorage } from './files/disk-storage.js';
import { type AttachmentLimits, DEFAULT_LIMITS, type Limits, MEBIBYTE, type Rate } from './limits.js';
import { filesFrom } from './seed/files.js';
import { parseSeed } from './seed/parse.js';
import type { Seed } from './seed/seed.js';
import { type RunningServer, type ServerOptions, startServer } from './server.js';

interface Configuration {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** In place of the embedded database in `dataDir`. */
  readonly postgres: PostgresOptions | undefined;
  readonly seeds: readonly Seed[];
  readonly isDemo: boolean;
  readonly limits: Limits;
  readonly trustProxy: TrustProxy;
  /** In place of the embedded collection. */
  readonly gifs: GifSettings | undefined;
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`PORT must be a number from 0 to 65535, not "${text}"`);
  return port;
}

/** @returns Infinity for 0 */
function readLimit(environment: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const text = environment[name] || String(otherwise);
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a number from 0 to 999999999, not "${text}"`);
  return Number(text) || Infinity;
}

function readAttachmentLimits(environment: NodeJS.ProcessEnv): AttachmentLimits {
  const { size, perUser } = DEFAULT_LIMITS.attachments;
  const readBytes = (name: string, otherwise: number): number =>
    Math.min(MEBIBYTE * readLimit(environment, name, otherwise / MEBIBYTE), Number.MAX_SAFE_INTEGER);
  return {
    size: readBytes('ATTACHMENT_MEGABYTES', size),
    perUser: readBytes('ATTACHMENT_MEGABYTES_PER_USER', perUser),
  };
}

function readLimits(environment: NodeJS.ProcessEnv): Limits {
  const { writes, reads, socketsPerUser } = DEFAULT_LIMITS;
  const rate = (perSecond: number): Rate => ({ perSecond, burst: 4 * perSecond });
  const writesPerSecond = readLimit(environment, 'WRITES_PER_SECOND', writes.perSecond);
  return {
    ...DEFAULT_LIMITS,
    writes: rate(writesPerSecond),
    receipts: rate(writesPerSecond),
    reads: rate(readLimit(environment, 'READS_PER_SECOND', reads.perSecond)),
    socketsPerUser: readLimit(environment, 'SOCKETS_PER_USER', socketsPerUser),
    attachments: readAttachmentLimits(environment),
  };
}

/** @returns undefined when the embedded database is to be used */
function readPostgres(environment: NodeJS.ProcessEnv): PostgresOptions | undefined {
  const url = environment['DATABASE_URL'];
  if (!url) return undefined;
  // What it holds is not repeated: there may be a password in it.
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new Error('DATABASE_URL must be like postgresql://user:password@host:5432/database');
  }
  const connections = readLimit(environment, 'DATABASE_CONNECTIONS', DEFAULT_CONNECTIONS);
  if (connections === Infinity) throw new Error('DATABASE_CONNECTIONS must be a number from 1 to 999999999, not "0"');
  return { url, connections };
}

/** @returns undefined when the embedded collection is to be served */
function readGifs(environment: NodeJS.ProcessEnv): GifSettings | undefined {
  const { GIF_PROVIDER: provider, GIF_API_KEY: key } = environment;
  if (!provider) return undefined;
  if (provider !== 'tenor' && provider !== 'giphy')
    throw new Error(`GIF_PROVIDER must be "tenor" or "giphy", not "${provider}"`);
  if (!key) throw new Error(`GIF_PROVIDER=${provider} needs a key in GIF_API_KEY`);
  return { provider, key };
}

function readSeedFile(file: string): Seed {
  try {
    return filesFrom(dirname(file), parseSeed(JSON.parse(readFileSync(file, 'utf8'))));
  } catch (error) {
    throw new Error(`SEED_FILE ${file}: ${(error as Error).message}`, { cause: error });
  }
}

function readConfiguration(environment: NodeJS.ProcessEnv, flags: readonly string[]): Configuration {
  const unknown = flags.find((flag) => flag !== '--demo');
  if (unknown !== undefined) throw new Error(`Unknown argument "${unknown}"; there is only --demo`);
  const { PORT, HOST, DATA_DIR, SEED_FILE, TRUST_PROXY } = environment;
  const isDemo = flags.includes('--demo');
  const ownSeeds = SEED_FILE ? [readSeedFile(SEED_FILE)] : [];
  return {
    port: readPort(PORT || '8080'),
    host: HOST || '127.0.0.1',
    dataDir: resolve(DATA_DIR || '.data'),
    postgres: readPostgres(environment),
    seeds: isDemo ? [DEMO_SEED, ...ownSeeds] : ownSeeds,
    isDemo,
    limits: readLimits(environment),
    trustProxy: parseTrustProxy(TRUST_PROXY ?? ''),
    gifs: readGifs(environment),
  };
}

interface Running {
  readonly server: RunningServer;
  stop(): Promise<void>;
}

/** The database that was chosen; closing it gives its folder free. */
async function openDatabase({ postgres, dataDir }: Configuration): Promise<Database> {
  if (postgres) return openPostgres(postgres);
  const unlock = lockFolder(dataDir);
  try {
    const database = await openPglite(join(dataDir, 'database'));
    return { ...database, close: () => database.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

function demoOf({ isDemo, host }: Configuration): Pick<ServerOptions, 'extend'> {
  return isDemo ? { extend: (app, auth) => registerDemo(app, auth, host) } : {};
}

async function start(configuration: Configuration): Promise<Running> {
  const database = await openDatabase(configuration);
  try {
    const files = new DiskStorage(join(configuration.dataDir, 'files'));
    const server = await startServer({ ...configuration, ...demoOf(configuration), database, files });
    const stop = async (): Promise<void> => {
      await server.stop();
      await database.close();
    };
    return { server, stop };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function explain(error: unknown, { host, port }: { host: string; port: number }): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `Port ${port} is in use: stop what listens there, or choose another one with PORT`;
  if (code === 'EACCES') return `No permission: ${message}`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `This machine has no address ${host}`;
  return message;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

/** The name that a person types for the address. */
const urlHost = (host: string): string =>
  ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)
    ? 'localhost'
    : host.includes(':')
      ? `[${host}]`
      : host;

async function main(): Promise<void> {
  let configuration: Configuration;
  try {
    configuration = readConfiguration(process.env, process.argv.slice(2));
  } catch (error) {
    fail((error as Error).message);
  }
  const running = start(configuration);
  const state = { isStopping: false };
  const stop = async (): Promise<void> => {
    // Whoever asks twice does not want to wait.
    if (state.isStopping) process.exit(1);
    state.isStopping = true;
    await (await running).stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void stop().catch((error: unknown) => fail(explain(error, configuration))));
  }
  const { server } = await running.catch((error: unknown) => fail(explain(error, configuration)));
  if (!state.isStopping) console.log(`wazo-group-chat is ready: http://${urlHost(configuration.host)}:${server.port}/`);
}

await main();
