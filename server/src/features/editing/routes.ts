import type { FastifyInstance } from 'fastify';
import type { AuthService } from '../../auth/service.js';
import { messageAddress } from '../../chat/address.js';
import { readContent } from '../../chat/content.js';
import { jsonBody } from '../../http/body.js';
import { guard } from '../../http/guard.js';
import { bodyInput } from '../../validation.js';
import type { EditingService } from './service.js';

const URL = '/api/chatd/1.0/users/:user/rooms/:room/messages/:message';

/** @throws ApiError 400 */
function readEdit(body: unknown): string {
  const input = bodyInput(body);
  const content = readContent(input);
  input.check();
  return content;
}

export function registerEditingRoutes(app: FastifyInstance, editing: EditingService, auth: AuthService): void {
  const access = guard(auth, 'chatd.users.:me.rooms.:room.messages.:message.update');
  app.put(URL, { onRequest: access }, (request) =>
    editing.edit(request.session, messageAddress(request), readEdit(jsonBody(request))),
  );
}
