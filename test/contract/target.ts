import { readFileSync } from 'node:fs';
import { after } from 'node:test';
import { startServer, type TestServer } from '../../server/test/support/test-server.js';
import { databaseOfServer } from '../../server/test/support/test-database.js';
import { parseLogins, ROLES, SEEDED, type Login, type Logins, type Role } from './logins.js';
import { CHATD, Person } from './person.js';
import { Rest } from './rest.js';
import { FEATURES } from './shapes/chatd.js';
import { shaped, type Shaped } from './shape.js';

type FeaturesAnswer = Shaped<typeof FEATURES>;

/** The Wazo that is tested: the project's own server in this process, or whatever `WAZO_URL` names. */
export class Target {
  readonly rest: Rest;
  /** Of the server in this process only. */
  readonly database: TestServer['database'] | undefined;
  readonly #logins: Logins;
  readonly #features: FeaturesAnswer | undefined;
  readonly #people = new Map<Role, Promise<Person>>();

  constructor(rest: Rest, logins: Logins, features: FeaturesAnswer | undefined, server?: TestServer) {
    this.rest = rest;
    this.#logins = logins;
    this.#features = features;
    this.database = server?.database;
  }

  /** Whether it has the group-chat extension; a stock Wazo has not. */
  get extended(): boolean {
    return this.#features !== undefined;
  }

  /** The limits of the extension, which a stock Wazo does not tell. */
  get limits(): FeaturesAnswer['limits'] {
    if (!this.#features) throw new Error('a stock target tells no limits');
    return this.#features.limits;
  }

  serves(feature: string): boolean {
    return this.#features?.features.includes(feature) ?? false;
  }

  has(role: Role): boolean {
    return this.#logins[role] !== undefined;
  }

  login(role: Role): Login {
    const login = this.#logins[role];
    if (!login) throw new Error(`the target has no ${role}`);
    return login;
  }

  /** Logged in once: a hundred sessions of one user would push out the oldest. */
  person(role: Role): Promise<Person> {
    const known = this.#people.get(role) ?? Person.logIn(this.rest, this.login(role));
    this.#people.set(role, known);
    return known;
  }

  people(...roles: readonly Role[]): Promise<Person[]> {
    return Promise.all(roles.map((role) => this.person(role)));
  }

  /** Leaves no session behind. */
  async close(): Promise<void> {
    for (const person of this.#people.values()) await (await person).logOut();
  }
}

async function open(): Promise<{ target: Target; stop: () => Promise<void> }> {
  const url = process.env['WAZO_URL'];
  if (url === undefined || url === '') {
    const real = await databaseOfServer();
    const server = await startServer(real && { database: real.database });
    const stop = async (): Promise<void> => {
      await server.stop();
      await real?.drop();
    };
    return { target: await probe(new Rest(server.url), SEEDED, server), stop };
  }
  const ca = process.env['WAZO_CA'];
  const rest = new Rest(new URL(url).origin, ca ? readFileSync(ca, 'utf8') : undefined);
  return { target: await probe(rest, givenLogins()), stop: () => Promise.resolve() };
}

function givenLogins(): Logins {
  const users = process.env['WAZO_USERS'];
  if (!users) throw new Error(`WAZO_URL needs WAZO_USERS: logins of ${ROLES.join(', ')} (see test/contract/README.md)`);
  return parseLogins(users);
}

/** Asks for the features as the widget does: 404 means a stock chatd. */
async function probe(rest: Rest, logins: Logins, server?: TestServer): Promise<Target> {
  const login = logins.alice;
  if (!login) throw new Error('WAZO_USERS must name alice at least');
  const alice = await Person.logIn(rest, login, 60);
  const answer = await rest.get(`${CHATD}/users/me/rooms/features`, { token: alice.token });
  await alice.logOut();
  return new Target(rest, logins, answer.status === 404 ? undefined : shaped(answer.body, FEATURES), server);
}

const { target: opened, stop } = await open();

/** One per process: every case shares it. */
export const target = opened;

after(async () => {
  await target.close();
  await stop();
});
