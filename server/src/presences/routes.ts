import type { FastifyInstance } from 'fastify';
import type { AuthService } from '../auth/service.js';
import { jsonBody } from '../http/body.js';
import { guard, uuidParameter } from '../http/guard.js';
import { bodyInput, problems, queryInput } from '../validation.js';
import { type PresenceService, STATES } from './service.js';

const USERS = '/api/chatd/1.0/users';

/** @throws ApiError 400 */
function readPresence(body: unknown): { state: string; status: string | null | undefined } {
  const input = bodyInput(body);
  if (!input.has('state')) input.fail('state', problems.required);
  const state = input.choice('state', STATES);
  const status = input.text('status', { nullable: true });
  input.check();
  return { state: state ?? 'unavailable', status };
}

export function registerPresenceRoutes(app: FastifyInstance, presences: PresenceService, auth: AuthService): void {
  app.get(`${USERS}/presences`, { onRequest: guard(auth, 'chatd.users.presences.read') }, (request) => {
    const input = queryInput(request.query);
    const uuids = input.uuidList('user_uuid') ?? undefined;
    input.check();
    return presences.list(request.session.tenantUuid, uuids);
  });

  app.get(`${USERS}/:user/presences`, { onRequest: guard(auth, 'chatd.users.:user.presences.read') }, (request) =>
    presences.read(request.session.tenantUuid, uuidParameter(request, 'user')),
  );

  app.put(
    `${USERS}/:user/presences`,
    { onRequest: guard(auth, 'chatd.users.:me.presences.update') },
    async (request, reply) => {
      const { state, status } = readPresence(jsonBody(request));
      await presences.update(request.session, state, status);
      return reply.code(204).send();
    },
  );
}
