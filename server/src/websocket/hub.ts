import type { EndedSession } from '../auth/session-deleted.js';
import type { Delivery } from '../bus/bus.js';
import type { Connection } from './connection.js';
import { eventFrames } from './protocol.js';

/** Called when a user's first socket opens and when the last one closes. */
export type ConnectionListener = (tenantUuid: string, userUuid: string) => void;

function addTo(index: Map<string, Set<Connection>>, key: string, connection: Connection): Set<Connection> {
  const group = index.get(key) ?? new Set();
  index.set(key, group.add(connection));
  return group;
}

function removeFrom(index: Map<string, Set<Connection>>, key: string, connection: Connection): void {
  const group = index.get(key);
  group?.delete(connection);
  if (group?.size === 0) index.delete(key);
}

/** Brings what the bus delivers to the sockets of those whom it concerns. */
export class Hub {
  readonly #byUser = new Map<string, Set<Connection>>();
  readonly #byTenant = new Map<string, Set<Connection>>();
  readonly #all = new Set<Connection>();
  #listener: ConnectionListener = () => undefined;

  onConnectionChange(listener: ConnectionListener): void {
    this.#listener = listener;
  }

  isConnected(userUuid: string): boolean {
    return this.#byUser.has(userUuid);
  }

  add(connection: Connection): void {
    const { session } = connection;
    if (!session) return;
    this.#all.add(connection);
    addTo(this.#byTenant, session.tenantUuid, connection);
    if (addTo(this.#byUser, session.userUuid, connection).size === 1) {
      this.#listener(session.tenantUuid, session.userUuid);
    }
  }

  remove(connection: Connection): void {
    const { session } = connection;
    if (!session || !this.#all.delete(connection)) return;
    removeFrom(this.#byTenant, session.tenantUuid, connection);
    removeFrom(this.#byUser, session.userUuid, connection);
    if (!this.isConnected(session.userUuid)) this.#listener(session.tenantUuid, session.userUuid);
  }

  /** How many sockets a user has. */
  count(userUuid: string): number {
    return this.#byUser.get(userUuid)?.size ?? 0;
  }

  deliver(delivery: Delivery): void {
    const recipients = this.#recipients(delivery);
    if (!recipients) return;
    const frame = eventFrames(() => delivery.envelope());
    for (const connection of recipients) connection.deliver(delivery, frame);
  }

  /** Closes the sockets of a session that was deleted. */
  endSession({ userUuid, sessionUuid }: EndedSession): void {
    for (const connection of [...(this.#byUser.get(userUuid) ?? [])]) connection.endSession(sessionUuid);
  }

  #recipients({ recipient, tenantUuid }: Delivery): ReadonlySet<Connection> | undefined {
    return recipient === 'tenant' ? this.#byTenant.get(tenantUuid) : this.#byUser.get(recipient.userUuid);
  }
}
