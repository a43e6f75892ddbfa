import type { FastifyInstance } from 'fastify';
import type { AuthService } from '../../auth/service.js';
import { messageAddress } from '../../chat/address.js';
import { guard } from '../../http/guard.js';
import type { DeletionService } from './service.js';

const URL = '/api/chatd/1.0/users/:user/rooms/:room/messages/:message';

export function registerDeletionRoutes(app: FastifyInstance, deletion: DeletionService, auth: AuthService): void {
  const access = guard(auth, 'chatd.users.:me.rooms.:room.messages.:message.delete');
  app.delete(URL, { onRequest: access }, async (request, reply) => {
    await deletion.delete(request.session, messageAddress(request));
    return reply.code(204).send();
  });
}
