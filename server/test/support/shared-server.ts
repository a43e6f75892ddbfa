import { randomUUID } from 'node:crypto';
import { after } from 'node:test';
import type { USERS } from './test-server.js';
import { startServer, TEST_SEED } from './test-server.js';
import { Client } from './client.js';
import { ManualClock } from './manual-clock.js';
import { databaseOfServer } from './test-database.js';

/** One server for all tests of the process, since its database takes seconds to make; its clock stands still. */
export const clock = new ManualClock();
/** Someone whose sessions no other test needs. */
const frank = { uuid: randomUUID(), username: 'frank', password: 'frank-demo', firstname: 'Frank' };
/** Someone whose rooms no other test looks at. */
export const grace = { uuid: randomUUID(), username: 'grace', password: 'grace-demo', firstname: 'Grace' };
const tenants = [...TEST_SEED.tenants, { uuid: randomUUID(), name: 'Third', users: [frank, grace] }];
const real = await databaseOfServer();
export const server = await startServer({ clock, seed: { tenants }, ...(real && { database: real.database }) });
export const client = new Client(server.url);

const TEN_YEARS = 315_360_000;

const login = (user: keyof typeof USERS): Promise<string> => client.login(user, TEN_YEARS);

/** Tokens that outlive every test, however far the clock is moved. */
export const tokens = {
  alice: await login('alice'),
  bob: await login('bob'),
  carol: await login('carol'),
  dave: await login('dave'),
  erin: await login('erin'),
  noacl: await login('noacl'),
};

after(async () => {
  await server.stop();
  await real?.drop();
});
