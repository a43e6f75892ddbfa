import assert from 'node:assert/strict';
import test from 'node:test';
import type { Bus } from '../../src/bus/bus.js';
import { type Client, type Json, TOKENS } from '../support/client.js';
import { withLimits } from '../support/limited-server.js';
import { client, clock, server, tokens } from '../support/shared-server.js';
import type { TestSocket } from '../support/test-socket.js';

const EXPIRED = { code: 4003, reason: 'authentication expired' };

async function isOpen(socket: TestSocket): Promise<boolean> {
  await socket.rest();
  await socket.close();
  return true;
}

const signOut = (token: string, at: Client = client): Promise<Json> => at.send('DELETE', `${TOKENS}/${token}`);

test('sign-out: every socket of the token closes at once, those of others stay', async () => {
  const token = await client.login('carol');
  const own = [await client.listen(token), await client.listen(token), client.socket(`token=${token}`)] as const;
  const others = await Promise.all([client.listen(tokens.carol), client.listen(tokens.dave)]);
  assert.equal((await own[2].next()).op, 'init');
  await signOut(token);
  for (const socket of own) assert.deepEqual(await socket.closed, EXPIRED);
  for (const socket of others) assert.ok(await isOpen(socket));
});

test('sign-out: a socket that was given another token outlives its first one, and ends with the second', async () => {
  const [first, second] = [await client.login('carol'), await client.login('carol')];
  const socket = await client.listen(first);
  socket.send({ op: 'token', data: { token: second } });
  assert.equal((await socket.next()).op, 'token');
  await signOut(first);
  assert.deepEqual(await socket.rest(), []);
  await signOut(second);
  assert.deepEqual(await socket.closed, EXPIRED);
});

test('sign-out: a session too many ends the sockets of the oldest', async () => {
  // So that no other session of frank is older.
  await server.database.query('DELETE FROM auth_token USING wazo_user u WHERE u.uuid = user_uuid AND username = $1', [
    'frank',
  ]);
  const oldest = await client.login('frank');
  // A whole second, as the server looks at the sockets once in each.
  clock.advance(1000);
  const next = await client.login('frank');
  const sockets = [await client.listen(oldest), await client.listen(next)] as const;
  // The others come straight into the database, since logging in is slow on purpose.
  await server.database.query(
    `INSERT INTO auth_token
     SELECT sha256(('sign-out' || i)::bytea), user_uuid, gen_random_uuid(), acl, issued_at, expires_at, '', ''
     FROM auth_token, generate_series(1, 98) i WHERE hash = sha256($1::bytea)`,
    [Buffer.from(next)],
  );
  await client.login('frank');
  assert.deepEqual(await sockets[0].closed, EXPIRED);
  assert.ok(await isOpen(sockets[1]));
});

/** Brings the ends of sessions from one bus to another, as a bus of several processes would. */
function bridge(from: Bus, to: Bus): () => void {
  return from.subscribe((delivery) => {
    const { name, tenantUuid, requiredAcl } = delivery;
    if (name !== 'auth_session_deleted') return;
    const { data } = JSON.parse(delivery.envelope()) as { data: { user_uuid: string } };
    to.publish({ name, tenantUuid, recipients: [data.user_uuid], requiredAcl, data });
  });
}

test('sign-out: what one process deletes ends in another, too', async () => {
  const token = await client.login('carol');
  await withLimits({}, async ({ client: here, bus }) => {
    await withLimits({}, async ({ client: there, bus: otherBus }) => {
      const unbridge = bridge(bus, otherBus);
      const socket = await there.listen(token);
      assert.equal((await there.send('GET', `${TOKENS}/${token}`)).status, 200);
      await signOut(token, here);
      assert.deepEqual(await socket.closed, EXPIRED);
      assert.equal((await there.send('GET', `${TOKENS}/${token}`)).status, 404);
      unbridge();
    });
  });
});

test('sign-out: an ordinary token is not told of it, as on a stock Wazo', async () => {
  const token = await client.login('carol');
  const socket = await client.listen(tokens.carol, '*');
  await signOut(token);
  const names = (await socket.rest()).map((frame) => frame.data.name as string);
  assert.ok(!names.includes('auth_session_deleted'), names.join());
  await socket.close();
});
