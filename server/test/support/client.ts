import assert from 'node:assert/strict';
import { TestSocket } from './test-socket.js';

/** JSON of any shape; a test names the parts that it asserts. */

export type Json = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** undefined when the body is no JSON */
  readonly body: Json;
}

export interface Request {
  readonly token?: string | undefined;
  readonly body?: unknown;
  /** A body as it is. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

export const CHATD = '/api/chatd/1.0';
export const ROOMS = `${CHATD}/users/me/rooms`;
export const TOKENS = '/api/auth/0.1/token';

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Speaks to one server as a browser of some other site would. */
export class Client {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async send(method: string, path: string, request: Request = {}): Promise<Answer> {
    const body = request.raw ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
    const headers = {
      Origin: 'https://app.example',
      ...(request.token === undefined ? {} : { 'X-Auth-Token': request.token }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...request.headers,
    };
    const response = await fetch(this.url + path, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  }

  askToken(user: string, password: string, body: unknown = {}): Promise<Answer> {
    return this.send('POST', TOKENS, { body, headers: { Authorization: basic(user, password) } });
  }

  /** A token of one of the seeded people. @param expiration seconds */
  async login(user: string, expiration = 7200): Promise<string> {
    const answer = await this.askToken(user, `${user}-demo`, { expiration });
    assert.equal(answer.status, 200, answer.text);
    return answer.body.data.token as string;
  }

  async createRoom(token: string, users: readonly string[], name?: string): Promise<string> {
    const body = { ...(name === undefined ? {} : { name }), users: users.map((uuid) => ({ uuid })) };
    const answer = await this.send('POST', ROOMS, { token, body });
    assert.equal(answer.status, 201, answer.text);
    return answer.body.uuid as string;
  }

  async post(token: string, room: string, content: string): Promise<Json> {
    const answer = await this.send('POST', `${ROOMS}/${room}/messages`, { token, body: { content } });
    assert.equal(answer.status, 201, answer.text);
    return answer.body;
  }

  socket(query: string, headers: Readonly<Record<string, string>> = {}): TestSocket {
    return new TestSocket(`${this.url.replace('http', 'ws')}/api/websocketd/?${query}`, headers);
  }

  /** A socket that has subscribed to these events and started. */
  async listen(token: string, ...events: string[]): Promise<TestSocket> {
    const socket = this.socket(`version=2&token=${token}`);
    assert.equal((await socket.next()).op, 'init');
    for (const event of events) {
      socket.send({ op: 'subscribe', data: { event_name: event } });
      assert.equal((await socket.next()).op, 'subscribe');
    }
    socket.send({ op: 'start' });
    assert.equal((await socket.next()).op, 'start');
    return socket;
  }
}

/**
 * Asserts an answer of 4xx in chatd's shape, and which page of another site may read it.
 * @param readableBy its origin; null for none
 */
export function assertError(
  answer: Answer,
  status: number,
  errorId: string,
  readableBy: string | null = 'https://app.example',
): void {
  assert.equal(answer.status, status, answer.text);
  assert.deepEqual(
    Object.keys(answer.body)
      .filter((key) => key !== 'resource')
      .sort(),
    ['details', 'error_id', 'message', 'timestamp'],
  );
  assert.equal(answer.body.error_id, errorId);
  assert.equal(answer.headers.get('access-control-allow-origin'), readableBy);
}
