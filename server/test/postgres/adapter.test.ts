// What the adapter of a real PostgreSQL promises beyond what the API tests see.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { type Database, DatabaseUnavailable } from '../../src/db/database.js';
import { openPostgres } from '../../src/db/postgres.js';
import { TcpGate } from '../support/tcp-gate.js';
import { createPostgres, postgresUrl } from '../support/test-database.js';

const made = await createPostgres({ statementTimeout: 2_000 });
const { database, url } = made;
after(() => made.drop());

await database.script(
  'CREATE TABLE account (id int PRIMARY KEY, balance bigint); INSERT INTO account VALUES (1, 0), (2, 0)',
);

const balances = async (): Promise<number[]> =>
  (await database.query<{ balance: number }>('SELECT balance FROM account ORDER BY id')).map(({ balance }) => balance);

/** A promise and the function that settles it. */
function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give };
}

test('values arrive as the embedded database gives them', async () => {
  const [row] = await database.query(
    `SELECT timestamptz '2026-11-22 17:26:35.6964+01' AS time, timestamptz '2026-11-22T16:26:35Z' AS second,
       count(*) AS count, $1::uuid[] AS uuids, $2::jsonb AS json, $3::bytea AS bytes, $4::text AS missing, $5::bool AS yes
     FROM account`,
    [['aaaaaaaa-0000-4000-8000-00000000000a'], JSON.stringify({ a: [1] }), Buffer.from([0, 255]), null, true],
  );
  assert.deepEqual(row, {
    time: '2026-11-22T16:26:35.696400+00:00',
    second: '2026-11-22T16:26:35+00:00',
    count: 2,
    uuids: ['aaaaaaaa-0000-4000-8000-00000000000a'],
    json: { a: [1] },
    bytes: Buffer.from([0, 255]),
    missing: null,
    yes: true,
  });
});

test('a session speaks UTC and ISO, whatever the database is set to', async () => {
  const name = new URL(url).pathname.slice(1);
  await database.script(
    `ALTER DATABASE ${name} SET TimeZone = 'America/Montreal'; ALTER DATABASE ${name} SET DateStyle = 'German'`,
  );
  const other = await openPostgres({ url });
  try {
    const [row] = await other.query(`SELECT timestamptz '2026-11-22T16:26:35Z' AS time`);
    assert.deepEqual(row, { time: '2026-11-22T16:26:35+00:00' });
  } finally {
    await other.close();
  }
});

test('a transaction is rolled back when its work rejects, and its connection serves the next one', async () => {
  const before = await balances();
  for (let n = 0; n < 20; n++) {
    const failing = database.transaction('read committed', async (transaction) => {
      await transaction.query('UPDATE account SET balance = balance + 1');
      throw new Error('no');
    });
    await assert.rejects(failing, { message: 'no' });
  }
  assert.deepEqual(await balances(), before);
});

test('a read-only snapshot sees one moment and writes nothing; read committed sees what has been committed', async () => {
  const read = async (transaction: Pick<Database, 'query'>): Promise<unknown> =>
    (await transaction.query<{ balance: number }>('SELECT balance FROM account WHERE id = 1'))[0]?.balance;
  for (const [isolation, difference] of [
    ['read-only snapshot', 0],
    ['read committed', 1],
  ] as const) {
    const [first, second] = await database.transaction(isolation, async (transaction) => {
      const early = await read(transaction);
      await database.query('UPDATE account SET balance = balance + 1 WHERE id = 1');
      return [early, await read(transaction)];
    });
    assert.equal(Number(second) - Number(first), difference, isolation);
  }
  const writing = database.transaction('read-only snapshot', (transaction) => transaction.query('DELETE FROM account'));
  await assert.rejects(writing, { code: '25006' });
});

test('two transactions that lock each other out both come to their end', async (t) => {
  // Which one is the victim is found after a second; no statement may be ended for its waiting.
  const patient = await openPostgres({ url });
  t.after(() => patient.close());
  await database.script('UPDATE account SET balance = 0');
  let runs = 0;
  const locked = [signal(), signal()];
  const transfer = (me: 0 | 1): Promise<void> =>
    patient.transaction('read committed', async (transaction) => {
      const add = (id: number): Promise<unknown> =>
        transaction.query('UPDATE account SET balance = balance + 1 WHERE id = $1', [id]);
      runs += 1;
      await add(me + 1);
      locked[me]?.give();
      await locked[1 - me]?.given;
      await add(2 - me);
    });
  await Promise.all([transfer(0), transfer(1)]);
  assert.deepEqual(await balances(), [2, 2]);
  // One was the victim of the deadlock, and ran again.
  assert.ok(runs > 2, `${runs} runs`);
});

test('a serialization failure is repeated a few times, then it is an overload', async () => {
  let runs = 0;
  const fail = (times: number): Promise<string> =>
    database.transaction('read committed', async (transaction) => {
      runs += 1;
      if (runs <= times) await transaction.script(`DO $$ BEGIN RAISE SQLSTATE '40001'; END $$`);
      return 'done';
    });
  assert.equal(await fail(3), 'done');
  assert.equal(runs, 4);
  runs = 0;
  await assert.rejects(fail(Infinity), DatabaseUnavailable);
  assert.equal(runs, 5);
});

test('an error of the statement itself is no unavailability and not repeated', async () => {
  let runs = 0;
  const work = database.transaction('read committed', (transaction) => {
    runs += 1;
    return transaction.query('INSERT INTO account VALUES (1, 0)');
  });
  await assert.rejects(work, { code: '23505' });
  assert.equal(runs, 1);
});

test('a statement that takes too long, and connections that are all in use, are an unavailability', async () => {
  await assert.rejects(database.query('SELECT pg_sleep(60)'), DatabaseUnavailable);
  const small = await openPostgres({ url, connections: 1, patience: 100 });
  try {
    await small.transaction('read committed', async () => {
      await assert.rejects(small.query('SELECT 1'), /not available: timeout exceeded/);
    });
  } finally {
    await small.close();
  }
});

const OTHERS = `FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;

/** Ends all connections but that of `other`, and resolves when none is left. */
async function endConnections(other: Database): Promise<void> {
  await other.query(`SELECT pg_terminate_backend(pid) ${OTHERS}`);
  let left = Infinity;
  while (left > 0) left = (await other.query<{ count: number }>(`SELECT count(*) ${OTHERS}`))[0]!.count;
  // What the ended ones have said lies before this answer.
  await other.query('SELECT 1');
}

test('connections that the server ends, idle or in the middle of a transaction, are replaced', async () => {
  const other = await openPostgres({ url, connections: 1 });
  try {
    await Promise.all([1, 2, 3].map(() => database.query('SELECT pg_sleep(0.01)')));
    const caught = database.transaction('read committed', async (transaction) => {
      await transaction.query('UPDATE account SET balance = 77');
      await endConnections(other);
      await transaction.query('SELECT 1');
    });
    await assert.rejects(caught, DatabaseUnavailable);
    assert.ok(!(await balances()).includes(77));
    await database.transaction('read committed', (transaction) => transaction.query('UPDATE account SET balance = 5'));
    assert.deepEqual(await balances(), [5, 5]);
  } finally {
    await other.close();
  }
});

test('connections on which nothing comes back are given up and replaced, wherever the transaction stands', async () => {
  const at = new URL(url);
  const gate = new TcpGate({ host: at.hostname, port: Number(at.port) });
  await gate.open();
  at.port = String(gate.port);
  const other = await openPostgres({ url: at.href, statementTimeout: 500, patience: 200 });
  const increase = (pause: number): Promise<unknown> =>
    other.transaction('read committed', async (transaction) => {
      const steps = [1, 2].map(
        (id) => () => transaction.query('UPDATE account SET balance = balance + 1 WHERE id = $1', [id]),
      );
      for (const [index, step] of steps.entries()) {
        if (index === pause) gate.silence();
        await step();
      }
      if (pause === 2) gate.silence();
    });
  try {
    await database.script('UPDATE account SET balance = 0');
    for (const pause of [0, 1, 2, 3]) {
      await other.query('SELECT 1');
      // 3: the connection that is idle now, before the transaction begins.
      if (pause === 3) gate.silence();
      await assert.rejects(increase(pause), DatabaseUnavailable);
      // The server must hear of it, too, to give the rows free.
      await gate.shut();
      await gate.open();
    }
    await increase(4);
    assert.deepEqual(await balances(), [1, 1]);
  } finally {
    await other.close();
    await gate.shut();
  }
});

const UNUSABLE: readonly [what: string, change: (url: URL) => void, said: RegExp][] = [
  ['a port where nothing listens', (at) => (at.port = '1'), /not available: .*ECONNREFUSED/],
  ['a host that does not exist', (at) => (at.hostname = 'nowhere.invalid'), /not available: .*nowhere\.invalid/],
  ['a database that does not exist', (at) => (at.pathname = '/nothing'), /database "nothing" does not exist/],
  ['a role that does not exist', (at) => (at.username = 'nobody_here'), /role "nobody_here" does not exist/],
];
for (const [what, change, said] of UNUSABLE) {
  test(`${what} is said at the opening`, async () => {
    const at = new URL(postgresUrl()!);
    change(at);
    await assert.rejects(openPostgres({ url: at.href }), said);
  });
}

test('a database in another encoding is refused', async () => {
  const name = `latin_${process.pid}`;
  await database.script(`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
  const at = new URL(url);
  at.pathname = name;
  await assert.rejects(openPostgres({ url: at.href }), /must have the encoding UTF8, not LATIN1/);
  await database.script(`DROP DATABASE ${name}`);
});
