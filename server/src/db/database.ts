export interface Queryable {
  /**
   * Runs one statement with `$1`… parameters.
   * A timestamptz arrives as text in the wire's form (UTC, microseconds), since a Date would lose three digits; a bigint
   * as a number.
   * @throws DatabaseUnavailable
   */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs several statements without parameters. @throws DatabaseUnavailable */
  script(sql: string): Promise<void>;
}

/**
 * What a transaction sees of others that commit meanwhile.
 *
 * - `read committed`: each statement sees what was committed before it began. To write what depends on what was read,
 *   lock the row first (`UPDATE`, `ON CONFLICT`, `FOR UPDATE`, `advisoryLock`) and read it in a later statement.
 * - `read-only snapshot`: all statements see the same moment; PostgreSQL's repeatable read, for reading only.
 */
export type Isolation = 'read committed' | 'read-only snapshot';

/** PostgreSQL behind as little as the services need, so that the embedded one and a real one are interchangeable. */
export interface Database extends Queryable {
  /**
   * Commits when `work` resolves, rolls back and rethrows when it rejects. Where other connections write too, `work` is
   * called again after a deadlock or a serialization failure: what it does outside of the transaction, it may do twice.
   * @throws DatabaseUnavailable
   */
  transaction<Result>(isolation: Isolation, work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** The database cannot be reached, or has no room for this request now; a later one may succeed. */
export class DatabaseUnavailable extends Error {
  /** Seconds after which to try again. */
  readonly retryAfter = 2;

  constructor(reason: string, options?: ErrorOptions) {
    super(`The database is not available: ${reason}`, options);
    this.name = 'DatabaseUnavailable';
  }
}

/** Until the end of the transaction, no other one passes here with the same name; in this process or in another. */
export async function advisoryLock(transaction: Queryable, name: string): Promise<void> {
  await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}
