import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuthService } from '../../auth/service.js';
import type { Chat } from '../../chat/chat.js';
import { readContent } from '../../chat/content.js';
import { chatdError, invalidData } from '../../errors.js';
import { jsonBody } from '../../http/body.js';
import { guard, uuidParameter } from '../../http/guard.js';
import { bodyInput, type Input, isUuid, problems, queryInput } from '../../validation.js';
import { DEFAULT_PAGE, LONGEST_ALIAS, LONGEST_PAGE } from './limits.js';
import type { Cursor, MessageService, NewMessage, PageQuery } from './service.js';

const ROOMS = '/api/chatd/1.0/users/:user/rooms';

/** Nobody has an identity of the outside world here, so that any that is named is unknown, as on a stock chatd. */
function refuseIdentity(input: Input): void {
  const uuid = input.get('sender_identity_uuid') ?? null;
  if (uuid === null) return;
  if (!isUuid(uuid)) throw invalidData({ sender_identity_uuid: problems.uuid });
  const message = `No identity found with UUID '${uuid}'`;
  throw chatdError(400, 'invalid-identity', message, { identity_uuid: uuid }, 'messages');
}

/** @throws ApiError 400 */
function readNewMessage(body: unknown, chat: Chat): NewMessage {
  const input = bodyInput(body);
  const content = readContent(input);
  const alias = input.text('alias', { nullable: true, max: LONGEST_ALIAS, unit: 'code points' });
  const clientUuid = input.uuid('client_uuid', { nullable: true });
  const take = chat.posting(input);
  input.check();
  refuseIdentity(input);
  return { content, alias: alias ?? null, clientUuid: clientUuid ?? null, take };
}

/** @throws ApiError 400 */
function readPageQuery(input: Input): PageQuery {
  const query = {
    search: input.text('search') ?? undefined,
    fromDate: input.dateTime('from_date') ?? undefined,
    direction: input.choice('direction', ['asc', 'desc']) ?? ('desc' as const),
    limit: Math.min(input.count('limit') ?? DEFAULT_PAGE, LONGEST_PAGE),
    offset: input.count('offset') ?? 0,
  };
  input.choice('order', ['created_at']);
  input.check();
  return query;
}

const CURSORS = ['before', 'after', 'around'] as const;

/** @throws ApiError 400 for more than one cursor, or for one with what does not go with it */
function readCursor(input: Input, query: PageQuery): Cursor | undefined {
  const given = CURSORS.filter((kind) => input.has(kind));
  const uuids = given.map((kind) => input.uuid(kind));
  const [kind] = given;
  if (kind === undefined) return undefined;
  if (given.length > 1) for (const each of given) input.fail(each, problems.together(given.filter((k) => k !== each)));
  if (query.offset > 0) input.fail('offset', problems.together([kind]));
  if (kind === 'around' && query.search) input.fail('search', problems.together([kind]));
  if (kind === 'around' && query.fromDate !== undefined) input.fail('from_date', problems.together([kind]));
  input.check();
  return { kind, messageUuid: uuids[0] ?? '' };
}

function listOfRoom(messages: MessageService, request: FastifyRequest): Promise<object> {
  const input = queryInput(request.query);
  const query = readPageQuery(input);
  const cursor = readCursor(input, query);
  const room = uuidParameter(request, 'room');
  return cursor
    ? messages.listBeside(request.session, room, query, cursor)
    : messages.list(request.session, room, query);
}

function listOfAllRooms(messages: MessageService, request: FastifyRequest): Promise<object> {
  const input = queryInput(request.query);
  const distinct = input.choice('distinct', ['room_uuid']);
  const query = readPageQuery(input);
  if (distinct === undefined && !query.search) throw invalidData({ _schema: 'Missing search or distinct' });
  return messages.listAll(request.session, query, distinct !== undefined);
}

export function registerMessageRoutes(
  app: FastifyInstance,
  messages: MessageService,
  chat: Chat,
  auth: AuthService,
): void {
  const url = `${ROOMS}/:room/messages`;

  app.get(url, { onRequest: guard(auth, 'chatd.users.:me.rooms.:room.messages.read') }, (request) =>
    listOfRoom(messages, request),
  );

  app.post(url, { onRequest: guard(auth, 'chatd.users.:me.rooms.:room.messages.create') }, async (request, reply) => {
    const message = readNewMessage(jsonBody(request), chat);
    const { isNew, created } = await messages.post(request.session, uuidParameter(request, 'room'), message);
    return reply.code(isNew ? 201 : 200).send(created);
  });

  app.get(`${ROOMS}/messages`, { onRequest: guard(auth, 'chatd.users.:me.rooms.messages.read') }, async (request) =>
    listOfAllRooms(messages, request),
  );
}
