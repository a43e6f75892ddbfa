import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.js';
import { InProcessBus } from '../../src/bus/in-process.js';
import { serverUuid } from '../../src/db/migrate.js';
import { DEFAULT_LIMITS, type Limits, UNLIMITED } from '../../src/limits.js';
import { Client } from './client.js';
import { clock, server } from './shared-server.js';

export interface LimitedServer {
  readonly client: Client;
  readonly bus: InProcessBus;
  readonly app: ReturnType<typeof createApp>['app'];
}

/** Runs `body` with a second server on the shared database and clock, with limits of its own. */
export async function withLimits(
  limits: Partial<Limits>,
  body: (limited: LimitedServer) => Promise<void>,
): Promise<void> {
  const { database } = server;
  const wazoUuid = await serverUuid(database);
  const bus = new InProcessBus(wazoUuid, clock);
  const log = (message: string, error: unknown): void => console.error(message, error);
  const all = { ...DEFAULT_LIMITS, writes: UNLIMITED, reads: UNLIMITED, ...limits };
  const { app } = createApp({ database, bus, clock, wazoUuid, log, limits: all });
  await app.listen({ port: 0, host: '127.0.0.1' });
  try {
    const { port } = app.server.address() as AddressInfo;
    await body({ client: new Client(`http://127.0.0.1:${port}`), bus, app });
  } finally {
    await app.close();
  }
}
