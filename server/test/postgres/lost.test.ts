// The server while its PostgreSQL is away.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { openPostgres } from '../../src/db/postgres.js';
import { startServer } from '../../src/server.js';
import { createFiles } from '../support/test-files.js';
import { TEST_SEED, USERS } from '../support/test-server.js';
import { assertError, Client, ROOMS } from '../support/client.js';
import { TcpGate } from '../support/tcp-gate.js';
import { createPostgres } from '../support/test-database.js';

const made = await createPostgres();
const at = new URL(made.url);
const gate = new TcpGate({ host: at.hostname, port: Number(at.port) });
await gate.open();
at.port = String(gate.port);
const database = await openPostgres({ url: at.href });
const logged: string[] = [];
const log = (message: string): void => void logged.push(message);
const { files, drop: dropFiles } = createFiles();
const server = await startServer({ database, files, port: 0, host: '127.0.0.1', seeds: [TEST_SEED], log });
const client = new Client(`http://127.0.0.1:${server.port}`);
after(async () => {
  await server.stop();
  dropFiles();
  await database.close();
  await gate.shut();
  await made.drop();
});

test('while the database is away, requests are to be tried again; when it is back, all goes on', async () => {
  const token = await client.login('alice');
  const room = await client.createRoom(token, [USERS.bob]);
  const requests = [
    () => client.send('GET', ROOMS, { token }),
    () => client.send('POST', `${ROOMS}/${room}/messages`, { token, body: { content: 'lost' } }),
    () => client.send('POST', ROOMS, { token, body: { users: [{ uuid: USERS.carol }] } }),
    () => client.askToken('alice', 'alice-demo'),
    // A token that is not known by heart.
    () => client.send('GET', ROOMS, { token: USERS.carol }),
  ];
  for (let round = 0; round < 2; round++) {
    await client.post(token, room, `before ${round}`);
    // Some are under way when it breaks off.
    const underWay = Array.from({ length: 20 }, () => client.send('GET', `${ROOMS}/${room}/messages`, { token }));
    await gate.shut();
    for (const answer of await Promise.all(underWay)) assert.ok([200, 503].includes(answer.status), answer.text);
    logged.length = 0;
    for (const request of requests) {
      const answer = await request();
      assertError(answer, 503, 'service-unavailable');
      assert.equal(answer.headers.get('retry-after'), '2');
      assert.deepEqual(answer.body.details, { retry_after: 2 });
      assert.doesNotMatch(answer.text, /ECONN|postgres/i);
    }
    assert.equal(logged.length, requests.length);
    // A socket that cannot be let in is closed as after any failure of the server, so that it comes again.
    assert.equal((await client.socket(`version=2&token=${USERS.carol}`).closed).code, 1011);
    await gate.open();
  }
  const { body } = await client.send('GET', `${ROOMS}/${room}/messages?direction=asc`, { token });
  const contents = body.items.map(({ content }: { content: string }) => content);
  assert.deepEqual(contents, ['before 0', 'before 1']);
  await client.login('bob');
});
