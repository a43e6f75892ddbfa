import type { AddressInfo } from 'node:net';
import { type AppParts, createApp } from '../../src/app.js';
import { InProcessBus } from '../../src/bus/in-process.js';
import { serverIdentity } from '../../src/db/migrate.js';
import { parseTrustProxy } from '../../src/http/trust-proxy.js';
import type { Limits } from '../../src/limits.js';
import { Client } from './client.js';
import { clock, server } from './shared-server.js';
import { createFiles } from './test-files.js';
import { TEST_LIMITS } from './test-server.js';

export interface LimitedServer {
  readonly client: Client;
  readonly bus: InProcessBus;
  readonly app: ReturnType<typeof createApp>['app'];
  /** Whatever Wazo's services serve. */
  readonly routes: readonly { readonly method: string; readonly url: string }[];
}

/**
 * Runs `body` with a second server on the shared database and clock, with limits of its own. It believes a proxy, so that
 * `X-Forwarded-For` says whose request it is.
 */
export async function withLimits(
  limits: Partial<Limits>,
  body: (limited: LimitedServer) => Promise<void>,
  database = server.database,
  more: Partial<AppParts> = {},
): Promise<void> {
  const identity = await serverIdentity(database);
  const bus = new InProcessBus(identity.wazoUuid, clock);
  const log = (message: string, error: unknown): void => console.error(message, error);
  const all = { ...TEST_LIMITS, ...limits };
  const { files, drop } = createFiles();
  const parts = {
    ...identity,
    database,
    files,
    bus,
    clock,
    log,
    limits: all,
    trustProxy: parseTrustProxy('1'),
    ...more,
  };
  const { app } = createApp(parts);
  const routes: { method: string; url: string }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  try {
    const { port } = app.server.address() as AddressInfo;
    await body({ client: new Client(`http://127.0.0.1:${port}`), bus, app, routes });
  } finally {
    await app.close();
    drop();
  }
}
