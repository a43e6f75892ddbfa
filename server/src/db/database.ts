export interface Queryable {
  /**
   * Runs one statement with `$1`… parameters.
   * A timestamptz arrives as text in the wire's form (UTC, microseconds), since a Date would lose three digits.
   */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs several statements without parameters. */
  script(sql: string): Promise<void>;
}

/** PostgreSQL behind as little as the services need, so that the embedded one and a real one are interchangeable. */
export interface Database extends Queryable {
  /** Commits when `work` resolves, rolls back and rethrows when it rejects. */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
