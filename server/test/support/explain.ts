import type { Queryable } from '../../src/db/database.js';
import { server } from './shared-server.js';
import { postgresUrl } from './test-database.js';

/** How the database would do what `run` asks for, as the lines of EXPLAIN. */
export async function explained(run: (database: Queryable) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  // A real PostgreSQL knows its tables after a minute (autovacuum); the embedded one never does.
  if (postgresUrl() !== undefined) await server.database.script('ANALYZE');
  await run({
    ...server.database,
    async query(sql, parameters) {
      const rows = await server.database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, parameters);
      plans.push(...rows.map((row) => row['QUERY PLAN']));
      return [];
    },
  });
  return plans.join('\n');
}
