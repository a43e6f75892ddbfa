import type { FastifyInstance } from 'fastify';
import type { AuthService } from '../../auth/service.js';
import { jsonBody } from '../../http/body.js';
import { guard, uuidParameter } from '../../http/guard.js';
import { bodyInput } from '../../validation.js';
import type { ReceiptService } from './service.js';

const URL = '/api/chatd/1.0/users/:user/rooms/:room/read';

/** @throws ApiError 400 */
function readMessageUuid(body: unknown): string {
  const input = bodyInput(body);
  const uuid = input.uuid('message_uuid', { required: true });
  input.check();
  return uuid ?? '';
}

export function registerReceiptRoutes(app: FastifyInstance, receipts: ReceiptService, auth: AuthService): void {
  const access = guard(auth, 'chatd.users.:me.rooms.:room.read.update');
  app.put(URL, { onRequest: access, config: { bucket: 'receipts' } }, async (request, reply) => {
    const messageUuid = readMessageUuid(jsonBody(request));
    await receipts.read(request.session, { roomUuid: uuidParameter(request, 'room'), messageUuid });
    return reply.code(204).send();
  });
}
