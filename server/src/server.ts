import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.js';
import type { AuthService } from './auth/service.js';
import { InProcessBus } from './bus/in-process.js';
import { type Clock, systemClock } from './clock.js';
import type { Database } from './db/database.js';
import { migrate, serverIdentity } from './db/migrate.js';
import type { GifSettings } from './features/gifs/settings.js';
import type { FileStorage } from './files/storage.js';
import type { ErrorLog } from './http/error-handler.js';
import type { TrustProxy } from './http/trust-proxy.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { importSeed } from './seed/import.js';
import type { Seed } from './seed/seed.js';

export interface ServerOptions {
  readonly database: Database;
  readonly files: FileStorage;
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  readonly seeds?: readonly Seed[];
  readonly clock?: Clock;
  readonly log?: ErrorLog;
  readonly limits?: Limits;
  readonly trustProxy?: TrustProxy;
  /** Who is asked for GIFs, in place of the embedded collection. */
  readonly gifs?: GifSettings | undefined;
  /** Adds routes of its own before the server listens. */
  readonly extend?: (app: FastifyInstance, auth: AuthService) => void;
}

export interface RunningServer {
  readonly port: number;
  /** Answers what was accepted, closes every socket, leaves the database open. */
  stop(): Promise<void>;
}

/** How long an answer that is under way may still take at the end. */
const LAST_ANSWERS_MS = 3000;

const logToStderr: ErrorLog = (message, error) => console.error(message, error);

async function close(app: FastifyInstance): Promise<void> {
  const cutOff = setTimeout(() => app.server.closeAllConnections(), LAST_ANSWERS_MS);
  await app.close();
  clearTimeout(cutOff);
}

/** Brings the database up to date, imports the seeds and listens. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const {
    database,
    files,
    clock = systemClock,
    log = logToStderr,
    limits = DEFAULT_LIMITS,
    trustProxy = false,
    gifs,
  } = options;
  await migrate(database);
  const identity = await serverIdentity(database);
  const { wazoUuid } = identity;
  for (const seed of options.seeds ?? []) await importSeed({ database, files }, seed, wazoUuid, clock);
  const bus = new InProcessBus(wazoUuid, clock);
  const { app, auth } = createApp({ ...identity, database, files, bus, clock, log, limits, trustProxy, gifs });
  options.extend?.(app, auth);
  await app.listen({ port: options.port, host: options.host });
  return { port: (app.server.address() as AddressInfo).port, stop: () => close(app) };
}
