import type { FastifyInstance } from 'fastify';
import type { AuthService } from '../../auth/service.js';
import { jsonBody } from '../../http/body.js';
import { guard } from '../../http/guard.js';
import { queryInput } from '../../validation.js';
import { readNewRoom } from './new-room.js';
import type { RoomService } from './service.js';

const ROOMS = '/api/chatd/1.0/users/:user/rooms';

export function registerRoomRoutes(app: FastifyInstance, rooms: RoomService, auth: AuthService): void {
  app.get(ROOMS, { onRequest: guard(auth, 'chatd.users.:me.rooms.read') }, (request) => {
    const input = queryInput(request.query);
    const withUsers = input.uuidList('user_uuid') ?? [];
    input.check();
    return rooms.list(request.session, withUsers);
  });

  app.post(ROOMS, { onRequest: guard(auth, 'chatd.users.:me.rooms.create') }, async (request, reply) => {
    const wanted = readNewRoom(jsonBody(request), request.session.userUuid);
    return reply.code(201).send(await rooms.create(request.session, wanted));
  });
}
