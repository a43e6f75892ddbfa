import type { FastifyRequest } from 'fastify';
import { uuidParameter } from '../http/guard.js';
import type { MessageAddress } from './message.js';

/** Which message the path `…/rooms/:room/messages/:message` names. */
export const messageAddress = (request: FastifyRequest): MessageAddress => ({
  roomUuid: uuidParameter(request, 'room'),
  messageUuid: uuidParameter(request, 'message'),
});
