import type { FastifyInstance } from 'fastify';
import type { AuthService } from '../../auth/service.js';
import { messageAddress } from '../../chat/address.js';
import { jsonBody } from '../../http/body.js';
import { guard } from '../../http/guard.js';
import { bodyInput, type Input, queryInput } from '../../validation.js';
import { isShortcode, qualifiedEmoji } from './emoji.js';
import { notAnEmoji, type ReactionService } from './service.js';

const URL = '/api/chatd/1.0/users/:user/rooms/:room/messages/:message/reactions';
const ACCESS = 'chatd.users.:me.rooms.:room.messages.:message.reactions';

/** @throws ApiError 400 */
function readEmoji(input: Input): string {
  const text = input.text('emoji', { required: true }) ?? '';
  input.check();
  const emoji = qualifiedEmoji(text) ?? (isShortcode(text) ? text : undefined);
  if (emoji === undefined) throw notAnEmoji();
  return emoji;
}

export function registerReactionRoutes(app: FastifyInstance, reactions: ReactionService, auth: AuthService): void {
  app.get(URL, { onRequest: guard(auth, `${ACCESS}.read`) }, (request) =>
    reactions.list(request.session, messageAddress(request)),
  );

  app.post(URL, { onRequest: guard(auth, `${ACCESS}.create`) }, async (request, reply) => {
    const emoji = readEmoji(bodyInput(jsonBody(request)));
    const { reaction, isNew } = await reactions.add(request.session, messageAddress(request), emoji);
    return reply.code(isNew ? 201 : 200).send(reaction);
  });

  app.delete(URL, { onRequest: guard(auth, `${ACCESS}.delete`) }, async (request, reply) => {
    await reactions.remove(request.session, messageAddress(request), readEmoji(queryInput(request.query)));
    return reply.code(204).send();
  });
}
