import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuthService } from '../auth/service.js';
import type { Queryable } from '../db/database.js';
import { chatdError, notFound, unknownUser } from '../errors.js';
import { guard, uuidParameter } from '../http/guard.js';
import { queryInput } from '../validation.js';
import { confdUser } from './confd-user.js';
import { CONTACT_COLUMNS, type ContactFilter, countContacts, findContacts, findSource, findUser } from './queries.js';

const DIRD = '/api/dird/0.1';
const CONFD = '/api/confd/1.1';

/** @throws ApiError 400 */
function contactFilter(request: FastifyRequest): ContactFilter {
  const input = queryInput(request.query);
  const filter = {
    tenantUuid: request.session.tenantUuid,
    uuids: input.uuidList('uuid') ?? undefined,
    search: input.text('search') ?? undefined,
    order: input.choice('order', CONTACT_COLUMNS) ?? ('firstname' as const),
    direction: input.choice('direction', ['asc', 'desc']) ?? ('asc' as const),
    limit: input.count('limit') ?? null,
    offset: input.count('offset') ?? 0,
  };
  input.check();
  return filter;
}

/** The one source of a tenant: its people. */
async function listSources(database: Queryable, request: FastifyRequest): Promise<object> {
  if ((request.params as { profile: string }).profile !== 'default') throw notFound();
  const { tenantUuid } = request.session;
  const backend = queryInput(request.query).get('backend') ?? 'wazo';
  const source = await findSource(database, tenantUuid);
  const items = source && backend === 'wazo' ? [{ backend: 'wazo', ...source, tenant_uuid: tenantUuid }] : [];
  return { total: source ? 1 : 0, filtered: items.length, items };
}

async function listContacts(database: Queryable, request: FastifyRequest): Promise<object> {
  const uuid = uuidParameter(request, 'source');
  const source = await findSource(database, request.session.tenantUuid);
  if (source?.uuid !== uuid) {
    throw chatdError(404, 'unknown-source', `No such source: "${uuid}"`, { uuid }, 'sources');
  }
  const filter = contactFilter(request);
  const { total, filtered } = await countContacts(database, filter);
  const items = await findContacts(database, filter);
  // dird's own way of counting: asked for people by uuid, it knows of no others.
  return { total: filter.uuids ? filtered : total, filtered, items };
}

async function readUser(database: Queryable, uuid: string): Promise<object> {
  const row = await findUser(database, uuid);
  if (!row) throw unknownUser(uuid);
  return confdUser(row);
}

/** dird's wazo source and confd's own user: who there is to talk to. */
export function registerDirectoryRoutes(app: FastifyInstance, database: Queryable, auth: AuthService): void {
  app.get(
    `${DIRD}/directories/:profile/sources`,
    { onRequest: guard(auth, 'dird.directories.default.sources.read') },
    (request) => listSources(database, request),
  );
  app.get(
    `${DIRD}/backends/wazo/sources/:source/contacts`,
    { onRequest: guard(auth, 'dird.backends.wazo.sources.:source.contacts.read') },
    (request) => listContacts(database, request),
  );
  app.get(`${CONFD}/users/:user`, { onRequest: guard(auth, 'confd.users.:me.read') }, (request) =>
    readUser(database, request.session.userUuid),
  );
}
