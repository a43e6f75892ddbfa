import pg from 'pg';
import { DatabaseUnavailable } from './database.js';

/** Classes of SQLSTATE: connection exception, insufficient resources, operator intervention (a shutdown, a timeout). */
const UNAVAILABLE_CLASSES: readonly string[] = ['08', '53', '57'];

/** The server has ended a transaction that was idle too long. */
const IDLE_IN_TRANSACTION = '25P03';

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

/** The driver's own errors have neither a class nor a code. */
const DRIVER_MESSAGES = /^(Connection terminated|Client (has|was) |Query read timeout|timeout e)/;

/** Those of Node's network and TLS: `ECONNREFUSED`, `EAI_AGAIN`, … */
const hasSystemCode = (error: Error): boolean => /^E[A-Z]/.test(String((error as NodeJS.ErrnoException).code));

function isUnavailable(error: unknown): error is Error {
  if (error instanceof pg.DatabaseError) {
    const code = error.code ?? '';
    return UNAVAILABLE_CLASSES.includes(code.slice(0, 2)) || code === IDLE_IN_TRANSACTION;
  }
  return error instanceof Error && (hasSystemCode(error) || DRIVER_MESSAGES.test(error.message));
}

/** Whether two transactions got into each other's way, and this one may simply run again. */
export function isCollision(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && (error.code === SERIALIZATION_FAILURE || error.code === DEADLOCK);
}

/** What the driver threw, as the services know it: `DatabaseUnavailable` where a later try may succeed. */
export function translated(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  // Several addresses that all refuse are an AggregateError without words.
  const reason = error.message || String((error as NodeJS.ErrnoException).code);
  return new DatabaseUnavailable(reason, { cause: error });
}
