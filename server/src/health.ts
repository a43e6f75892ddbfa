import type { FastifyInstance } from 'fastify';
import type { Clock } from './clock.js';
import type { Queryable } from './db/database.js';
import type { ErrorLog } from './http/error-handler.js';

/** How long an answer is taken for the next ones, too: who asks without end costs one query a second. */
const FRESH_MS = 1000;

/** `GET /api/health`: 200 `{status: 'ok'}` when the database answers, 503 `{status: 'unavailable'}` when it does not. */
export function registerHealth(
  app: FastifyInstance,
  database: Pick<Queryable, 'query'>,
  clock: Clock,
  log: ErrorLog,
): void {
  const check = async (): Promise<boolean> => {
    try {
      await database.query('SELECT 1');
      return true;
    } catch (error) {
      log('The database does not answer', error);
      return false;
    }
  };
  let latest: { readonly at: number; readonly isWell: Promise<boolean> } | undefined;
  app.get('/api/health', async (_request, reply) => {
    const now = clock.now();
    if (!latest || Math.abs(now - latest.at) >= FRESH_MS) latest = { at: now, isWell: check() };
    const isWell = await latest.isWell;
    reply.code(isWell ? 200 : 503).header('Cache-Control', 'no-store');
    return { status: isWell ? 'ok' : 'unavailable' };
  });
}
