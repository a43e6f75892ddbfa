import { randomUUID } from 'node:crypto';
import { TestSocket } from './socket.js';
import type { Answer, Call, Rest } from './rest.js';
import { MESSAGE, ROOM } from './shapes/chatd.js';
import { OFFLINE_TOKEN, TOKEN } from './shapes/auth.js';
import { shaped, type Shaped } from './shape.js';
import type { Login } from './logins.js';

export const AUTH = '/api/auth/0.1/token';
export const CHATD = '/api/chatd/1.0';
export const DIRD = '/api/dird/0.1';
export const CONFD = '/api/confd/1.1';

export type WireRoom = Shaped<typeof ROOM>;
export type WireMessage = Shaped<typeof MESSAGE>;
export type TokenData = Shaped<typeof TOKEN>['data'];

/** A login as the tests need it: who it is, and what he says to each service. */
export class Person {
  readonly rest: Rest;
  readonly login: Login;
  readonly data: TokenData;

  private constructor(rest: Rest, login: Login, data: TokenData) {
    this.rest = rest;
    this.login = login;
    this.data = data;
  }

  static async logIn(rest: Rest, login: Login, expiration = 7_200): Promise<Person> {
    const answer = await requestToken(rest, login, { expiration });
    return new Person(rest, login, shaped(answer.body, TOKEN).data);
  }

  get uuid(): string {
    return this.data.metadata.uuid;
  }

  get tenantUuid(): string {
    return this.data.metadata.tenant_uuid;
  }

  get token(): string {
    return this.data.token;
  }

  /** Another token of the same user, which a test may delete or let expire. */
  again(expiration = 7_200): Promise<Person> {
    return Person.logIn(this.rest, this.login, expiration);
  }

  logOut(): Promise<Answer> {
    return this.rest.request('DELETE', `${AUTH}/${this.token}`);
  }

  /** `path` counts from the service's base, `/api/chatd/1.0`. */
  chatd(method: string, path: string, json?: unknown, call: Call = {}): Promise<Answer> {
    return this.rest.request(method, `${CHATD}${path}`, { token: this.token, json, ...call });
  }

  get(path: string): Promise<Answer> {
    return this.rest.get(path, { token: this.token });
  }

  /** A room of these people and one that nobody is: so no other test, nor another run, has a room like it. */
  async freshRoom(others: readonly Person[], name: string | null = 'contract'): Promise<WireRoom> {
    const users = [this.uuid, ...others.map(({ uuid }) => uuid), randomUUID()].map((uuid) => ({ uuid }));
    return this.createRoom({ ...(name === null ? {} : { name }), users });
  }

  async createRoom(body: unknown): Promise<WireRoom> {
    return shaped((await this.chatd('POST', '/users/me/rooms', body)).body, ROOM);
  }

  async send(room: { uuid: string }, content: string): Promise<WireMessage> {
    const answer = await this.chatd('POST', `/users/me/rooms/${room.uuid}/messages`, { content });
    return shaped(answer.body, MESSAGE);
  }

  /** A started socket that hears of `events`. */
  live(events: readonly string[]): Promise<TestSocket> {
    return TestSocket.live(this.socketUrl(), events, { ca: this.rest.ca });
  }

  /** A socket of which nothing is known yet. */
  socket(url = this.socketUrl(), headers: Record<string, string> = {}): TestSocket {
    return new TestSocket(url, { ca: this.rest.ca, headers });
  }

  socketUrl(token = this.token): string {
    return socketUrl(this.rest.origin, { version: '2', token });
  }
}

export function socketUrl(origin: string, query: Record<string, string>): string {
  return `${origin.replace(/^http/, 'ws')}/api/websocketd/?${new URLSearchParams(query).toString()}`;
}

/** A login request with any body. */
export function requestToken(rest: Rest, login: Login, json: unknown, call: Call = {}): Promise<Answer> {
  return rest.post(AUTH, json, { ...call, headers: { ...basic(login), ...call.headers } });
}

/** A login that can be renewed without the password. */
export async function requestOfflineToken(rest: Rest, login: Login): Promise<Shaped<typeof OFFLINE_TOKEN>['data']> {
  const answer = await requestToken(rest, login, {
    expiration: 7_200,
    access_type: 'offline',
    client_id: 'chat-widget',
  });
  return shaped(answer.body, OFFLINE_TOKEN).data;
}

export function basic({ username, password }: Login): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}
