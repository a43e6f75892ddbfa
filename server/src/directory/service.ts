import type { Session } from '../auth/session.js';
import type { Queryable } from '../db/database.js';
import { chatdError, unknownUser } from '../errors.js';
import { confdUser } from './confd-user.js';
import * as queries from './queries.js';

export { CONTACT_COLUMNS } from './queries.js';

export type ContactQuery = Omit<queries.ContactFilter, 'tenantUuid'>;

/** dird's wazo source and confd's own user: who there is to talk to. */
export class DirectoryService {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** The one source of a tenant: its people. */
  async sources({ tenantUuid }: Session, backend: unknown): Promise<object> {
    const source = await queries.findSource(this.#database, tenantUuid);
    const items = source && backend === 'wazo' ? [{ backend: 'wazo', ...source, tenant_uuid: tenantUuid }] : [];
    return { total: source ? 1 : 0, filtered: items.length, items };
  }

  /** @throws ApiError 404 when the tenant has no such source */
  async contacts({ tenantUuid }: Session, sourceUuid: string, query: ContactQuery): Promise<object> {
    const source = await queries.findSource(this.#database, tenantUuid);
    if (source?.uuid !== sourceUuid) {
      throw chatdError(404, 'unknown-source', `No such source: "${sourceUuid}"`, { uuid: sourceUuid }, 'sources');
    }
    const filter = { ...query, tenantUuid };
    const { total, filtered } = await queries.countContacts(this.#database, filter);
    const items = await queries.findContacts(this.#database, filter);
    // dird's own way of counting: asked for people by uuid, it knows of no others.
    return { total: filter.uuids ? filtered : total, filtered, items };
  }

  /** @throws ApiError 404 */
  async user(uuid: string): Promise<object> {
    const row = await queries.findUser(this.#database, uuid);
    if (!row) throw unknownUser(uuid);
    return confdUser(row);
  }
}
