import type { Session } from '../auth/session.js';
import type { Bus } from '../bus/bus.js';
import type { Clock } from '../clock.js';
import type { Database } from '../db/database.js';
import { unknownUser } from '../errors.js';
import { zonedTimestamp } from '../timestamps.js';
import { countUsers, findPresences, type PresenceRow, updatePresence } from './queries.js';

export const STATES = ['available', 'away', 'unavailable', 'invisible'] as const;

/** Who has a socket open; the websocket side knows. */
export interface Connections {
  isConnected(userUuid: string): boolean;
}

export interface Presence extends PresenceRow {
  readonly lines: readonly [];
  readonly connected: boolean;
  readonly line_state: 'unavailable';
  readonly mobile: boolean;
}

export interface PresenceDependencies {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly connections: Connections;
}

export class PresenceService {
  readonly #database: Database;
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #connections: Connections;

  constructor({ database, bus, clock, connections }: PresenceDependencies) {
    this.#database = database;
    this.#bus = bus;
    this.#clock = clock;
    this.#connections = connections;
  }

  async list(tenantUuid: string, uuids: readonly string[] | undefined): Promise<object> {
    const rows = await findPresences(this.#database, tenantUuid, uuids ?? null);
    const total = await countUsers(this.#database, tenantUuid);
    return { items: rows.map((row) => this.#presence(row)), filtered: rows.length, total };
  }

  /** @throws ApiError 404 for someone unknown to the tenant */
  async read(tenantUuid: string, uuid: string): Promise<Presence> {
    const [row] = await findPresences(this.#database, tenantUuid, [uuid]);
    if (!row) throw unknownUser(uuid);
    return this.#presence(row);
  }

  async update(session: Session, state: string, status: string | null | undefined): Promise<void> {
    const now = zonedTimestamp(Math.floor(this.#clock.now() * 1000));
    const row = await updatePresence(this.#database, session.userUuid, state, status, now);
    if (!row) throw unknownUser(session.userUuid);
    this.#announce(row);
  }

  /** Tells the tenant that someone came or went. */
  async announceConnection(tenantUuid: string, userUuid: string): Promise<void> {
    const [row] = await findPresences(this.#database, tenantUuid, [userUuid]);
    if (row) this.#announce(row);
  }

  #presence(row: PresenceRow): Presence {
    const connected = this.#connections.isConnected(row.uuid);
    return { ...row, lines: [], connected, line_state: 'unavailable', mobile: false };
  }

  #announce(row: PresenceRow): void {
    const presence = this.#presence(row);
    this.#bus.publish({
      name: 'chatd_presence_updated',
      tenantUuid: row.tenant_uuid,
      recipients: 'tenant',
      requiredAcl: `events.chatd.users.${row.uuid}.presences.updated`,
      // chatd leaves the zone out here, and only here.
      data: { ...presence, last_activity: presence.last_activity?.replace('+00:00', '') ?? null },
    });
  }
}
