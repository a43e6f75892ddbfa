import type { Feature } from '../../chat/feature.js';
import { countPosted, findUnread } from './queries.js';
import { registerReceiptRoutes } from './routes.js';
import { ReceiptService } from './service.js';

/** How far people have read, and what is unread: docs/decisions/receipts.md. */
export const receipts: Feature = {
  name: 'receipts',
  register(app, context) {
    const service = new ReceiptService(context);
    registerReceiptRoutes(app, service, context.auth);
    context.beforeStop(() => service.close());
  },
  rooms: {
    plain: { unread_count: 0, last_read_message_uuid: null },
    async enrich(uuids, { database, viewer }) {
      const rows = await findUnread(database, uuids, viewer.userUuid);
      return new Map(rows.map(({ room_uuid, ...unread }) => [room_uuid, unread]));
    },
  },
  messagePosted: (transaction, message) => countPosted(transaction, message.room_uuid, message.user_uuid),
};
