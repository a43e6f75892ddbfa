import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuthService } from '../../auth/service.js';
import { guard, uuidParameter } from '../../http/guard.js';
import { queryInput } from '../../validation.js';
import { type ChangesQuery, type ChangesService, MOST_CHANGES } from './service.js';

const URL = '/api/chatd/1.0/users/:user/rooms/:room/messages/changes';
const DEFAULT_LIMIT = 100;

/** @throws ApiError 400 */
function readQuery(request: FastifyRequest): ChangesQuery {
  const input = queryInput(request.query);
  const after = input.count('after', { required: true });
  const limit = input.count('limit');
  input.check();
  return { after: after ?? 0, limit: Math.min(limit ?? DEFAULT_LIMIT, MOST_CHANGES) };
}

export function registerChangesRoutes(app: FastifyInstance, changes: ChangesService, auth: AuthService): void {
  app.get(URL, { onRequest: guard(auth, 'chatd.users.:me.rooms.:room.messages.changes.read') }, (request) =>
    changes.list(request.session, uuidParameter(request, 'room'), readQuery(request)),
  );
}
