import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuthService } from '../auth/service.js';
import { notFound } from '../errors.js';
import { guard, uuidParameter } from '../http/guard.js';
import { queryInput } from '../validation.js';
import { CONTACT_COLUMNS, type ContactQuery, type DirectoryService } from './service.js';

const DIRD = '/api/dird/0.1';
const CONFD = '/api/confd/1.1';

/** @throws ApiError 400 */
function contactQuery(request: FastifyRequest): ContactQuery {
  const input = queryInput(request.query);
  const query = {
    uuids: input.uuidList('uuid') ?? undefined,
    search: input.text('search') ?? undefined,
    order: input.choice('order', CONTACT_COLUMNS) ?? ('firstname' as const),
    direction: input.choice('direction', ['asc', 'desc']) ?? ('asc' as const),
    limit: input.count('limit') ?? null,
    offset: input.count('offset') ?? 0,
  };
  input.check();
  return query;
}

export function registerDirectoryRoutes(app: FastifyInstance, directory: DirectoryService, auth: AuthService): void {
  app.get(
    `${DIRD}/directories/:profile/sources`,
    { onRequest: guard(auth, 'dird.directories.default.sources.read') },
    async (request) => {
      if ((request.params as { profile: string }).profile !== 'default') throw notFound();
      return directory.sources(request.session, queryInput(request.query).get('backend') ?? 'wazo');
    },
  );
  app.get(
    `${DIRD}/backends/wazo/sources/:source/contacts`,
    { onRequest: guard(auth, 'dird.backends.wazo.sources.:source.contacts.read') },
    (request) => directory.contacts(request.session, uuidParameter(request, 'source'), contactQuery(request)),
  );
  app.get(`${CONFD}/users/:user`, { onRequest: guard(auth, 'confd.users.:me.read') }, (request) =>
    directory.user(request.session.userUuid),
  );
}
