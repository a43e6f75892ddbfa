import assert from 'node:assert/strict';
import WebSocket, { type ClientOptions } from 'ws';
import type { Connection, ConnectionEvent, TokenContext, TokenProvider } from '../../../src/connection/connection.js';
import { WazoConnection } from '../../../src/wazo/wazo-connection.js';
import { ChatFailure, type ChatErrorCode } from '../../../src/model/errors.js';
import { fetchThrough } from '../fetch.js';
import type { Person } from '../person.js';
import { target } from '../target.js';

const { origin, ca } = target.rest;
const PATIENCE = 15_000;
export const never = new AbortController().signal;

if (ca !== undefined) globalThis.fetch = fetchThrough(target.rest);

/** ws as the adapter uses a WebSocket, with the target's CA. */
class TrustingWebSocket extends WebSocket {
  constructor(address: string | URL, protocols?: string | string[], options: ClientOptions = {}) {
    super(address, protocols ?? [], ca === undefined ? options : { ...options, ca });
  }
}

/** What a connection tells, and a way to wait for it. */
export class Told {
  readonly events: ConnectionEvent[] = [];
  readonly #waiting = new Set<() => void>();

  readonly listen = (event: ConnectionEvent): void => {
    this.events.push(event);
    for (const look of this.#waiting) look();
  };

  /** The first event of this type, past or to come, that `accepts`. */
  until<T extends ConnectionEvent['type']>(
    type: T,
    accepts: (event: Extract<ConnectionEvent, { type: T }>) => boolean = () => true,
  ): Promise<Extract<ConnectionEvent, { type: T }>> {
    type Wanted = Extract<ConnectionEvent, { type: T }>;
    const isWanted = (event: ConnectionEvent): event is Wanted => event.type === type && accepts(event as Wanted);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`no '${type}' in ${PATIENCE} ms; told so far: ${JSON.stringify(this.events)}`));
      }, PATIENCE);
      const look = (): void => {
        const found = this.events.find(isWanted);
        if (!found) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  count(type: ConnectionEvent['type']): number {
    return this.events.filter((event) => event.type === type).length;
  }
}

interface Open {
  readonly connection: Connection;
  readonly told: Told;
}

export function connect(tokenProvider: TokenProvider, host = origin): Connection {
  return new WazoConnection({ host, tokenProvider, WebSocket: TrustingWebSocket });
}

/** Runs `body` with an open connection that events flow on, and closes it whatever happens. */
export async function live(person: Person, body: (open: Open) => Promise<void>): Promise<void> {
  const connection = connect(() => Promise.resolve(person.token));
  const told = new Told();
  try {
    await connection.open(never);
    connection.listen(told.listen);
    await told.until('live');
    await body({ connection, told });
  } finally {
    connection.close();
  }
}

/** Runs `body` with a connection that is not open yet. */
export async function closing(connection: Connection, body: (connection: Connection) => Promise<void>): Promise<void> {
  try {
    await body(connection);
  } finally {
    connection.close();
  }
}

export async function assertFails(code: ChatErrorCode, promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, (thrown) => {
    assert.ok(thrown instanceof ChatFailure, String(thrown));
    assert.equal(thrown.error.code, code, thrown.error.detail);
    return true;
  });
}

/** A provider that answers the sessions' tokens in turn, then the last one again; `reasons` says why it was asked. */
export function providerOf(...sessions: readonly Person[]): {
  provider: TokenProvider;
  reasons: TokenContext['reason'][];
} {
  const reasons: TokenContext['reason'][] = [];
  const provider: TokenProvider = ({ reason }) => {
    reasons.push(reason);
    return Promise.resolve((sessions[reasons.length - 1] ?? sessions.at(-1))?.token ?? '');
  };
  return { provider, reasons };
}
