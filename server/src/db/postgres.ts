import pg from 'pg';
import { timestampFromDatabase } from '../timestamps.js';
import { type Database, DatabaseUnavailable, type Isolation, type Queryable } from './database.js';
import { isCollision, translated } from './postgres-errors.js';

const { Pool, TypeOverrides } = pg;

export interface PostgresOptions {
  /** `postgresql://user:password@host:port/database`; what it leaves out comes from libpq's environment (`PGHOST`, …). */
  readonly url: string;
  /** Connections at most. */
  readonly connections?: number;
  /** Milliseconds that one statement may take, its waiting for locks included. */
  readonly statementTimeout?: number;
  /** Milliseconds to wait for a connection, and for the answer to a statement beyond the time that it may take. */
  readonly patience?: number;
}

/** Statements take a few milliseconds; more connections would mostly wait for the same rows. */
export const DEFAULT_CONNECTIONS = 10;
const STATEMENT_TIMEOUT_MS = 10_000;
/** The server ends a statement in time; when nothing at all comes back, the network has lost the connection. */
const PATIENCE_MS = 5_000;
/** A transaction whose process has stopped gives its locks free. */
const IDLE_IN_TRANSACTION_MS = 60_000;
/** How often a transaction runs before its collisions with others count as an overload. */
const ATTEMPTS = 5;
/** Node turns a longer delay into 1 ms. */
const NO_TIMEOUT = 2 ** 31 - 1;
/** The first version with `gen_random_uuid()` and an `unaccent` that needs no superuser. */
const OLDEST_VERSION = 13;

const BEGIN: Readonly<Record<Isolation, string>> = {
  'read committed': 'BEGIN ISOLATION LEVEL READ COMMITTED',
  'read-only snapshot': 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
};

function parsers(): pg.CustomTypesConfig {
  const types = new TypeOverrides();
  types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, timestampFromDatabase);
  types.setTypeParser(pg.types.builtins.INT8, Number);
  return types;
}

/** The driver knows a limit for each query, in milliseconds; its types do not. */
interface TimedQuery extends pg.QueryConfig {
  readonly query_timeout?: number;
}

/** The statements of one connection, with the errors that the services know. */
function queryable(client: pg.ClientBase): Queryable {
  const run = async <Row extends object>(query: TimedQuery): Promise<Row[]> => {
    try {
      return (await client.query<Row>(query)).rows;
    } catch (error) {
      throw translated(error);
    }
  };
  return {
    query: <Row extends object>(text: string, values: readonly unknown[] = []) =>
      run<Row>({ text, values: [...values] }),
    async script(text) {
      await run({ text, query_timeout: NO_TIMEOUT });
    },
  };
}

/** Runs `work` again, from its beginning, after it has collided with another transaction. */
async function repeated<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isCollision(error)) throw error;
      if (attempt === ATTEMPTS) throw new DatabaseUnavailable(error.message, { cause: error });
    }
  }
}

async function inTransaction<Result>(
  client: Queryable,
  isolation: Isolation,
  work: (transaction: Queryable) => Promise<Result>,
): Promise<Result> {
  await client.query(BEGIN[isolation]);
  try {
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // With its connection, the transaction has ended already.
    if (!(error instanceof DatabaseUnavailable)) await client.query('ROLLBACK');
    throw error;
  }
}

/** Connections to a PostgreSQL server, as many as are wanted at once, and new ones after it was away. */
class PostgresDatabase implements Database {
  readonly #pool: pg.Pool;

  constructor(options: PostgresOptions) {
    const {
      connections = DEFAULT_CONNECTIONS,
      statementTimeout = STATEMENT_TIMEOUT_MS,
      patience = PATIENCE_MS,
    } = options;
    this.#pool = new Pool({
      connectionString: options.url,
      application_name: 'wazo-group-chat',
      max: connections,
      connectionTimeoutMillis: patience,
      query_timeout: statementTimeout + patience,
      keepAlive: true,
      types: parsers(),
      // Statements, since a pooler before the server may refuse settings in the first packet of a connection.
      // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the pool awaits it, which its types do not say
      onConnect: async (client) => {
        await client.query(
          `SET TIME ZONE 'UTC'; SET datestyle = 'ISO'; SET statement_timeout = ${statementTimeout};
           SET idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
        );
      },
    });
    // An idle connection that is lost is replaced by the next request, and one in use tells its statement.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
    return repeated(() => this.#withClient((client) => client.query<Row>(sql, parameters)));
  }

  script(sql: string): Promise<void> {
    return this.#withClient((client) => client.script(sql));
  }

  transaction<Result>(isolation: Isolation, work: (transaction: Queryable) => Promise<Result>): Promise<Result> {
    return repeated(() => this.#withClient((client) => inTransaction(client, isolation, work)));
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #withClient<Result>(work: (client: Queryable) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    try {
      const result = await work(queryable(client));
      client.release();
      return result;
    } catch (error) {
      // A connection that may be broken is not used again.
      client.release(error instanceof DatabaseUnavailable);
      throw error;
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw translated(error);
    }
  }
}

/** @throws Error when this program cannot work with the database */
async function check(database: Database): Promise<void> {
  const [server] = await database.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding`,
  );
  const { version = 0, encoding = '' } = server ?? {};
  if (version < OLDEST_VERSION) throw new Error(`PostgreSQL ${OLDEST_VERSION} or newer is needed, not ${version}`);
  if (encoding !== 'UTF8') throw new Error(`The database must have the encoding UTF8, not ${encoding}`);
}

/**
 * Opens a database of a PostgreSQL server.
 * @throws Error when it cannot be reached now, or is of no use
 */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const database = new PostgresDatabase(options);
  try {
    await check(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
