import { LONGEST_CONTENT } from '../../chat/content.js';
import type { Feature } from '../../chat/feature.js';
import { LONGEST_PAGE } from './limits.js';
import { findLastMessages } from './queries.js';
import { registerMessageRoutes } from './routes.js';
import { MessageService } from './service.js';

const ALL = { search: undefined, fromDate: undefined, direction: 'desc', offset: 0 } as const;

/** Messages, as every chatd has them, and the newest one of each room. */
export const messages: Feature = {
  name: null,
  limits: { content_length: LONGEST_CONTENT, page: LONGEST_PAGE },
  register: (app, { auth, wazoUuid }, chat) =>
    registerMessageRoutes(app, new MessageService(chat, wazoUuid), chat, auth),
  rooms: {
    plain: { last_message: null },
    async enrich(uuids, { database, viewer, chat }) {
      const rows = await findLastMessages(database, { ...ALL, rooms: uuids, limit: uuids.length });
      const newest = await chat.messages(database, viewer, rows);
      return new Map(newest.map((message) => [message.room.uuid, { last_message: message }]));
    },
  },
};
