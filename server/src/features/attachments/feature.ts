import type { Feature } from '../../chat/feature.js';
import type { Context } from '../../context.js';
import { MOST_PER_MESSAGE } from './limits.js';
import { takeFromMessage } from './queries.js';
import { registerAttachmentRoutes } from './routes.js';
import { AttachmentService } from './service.js';
import { keepTidy } from './tidy.js';

/** Files that messages carry: docs/decisions/attachments.md. */
export function attachments(context: Context): Feature {
  const service = new AttachmentService(context);
  const { size } = context.limits.attachments;
  return {
    name: 'attachments',
    limits: { attachment_size: size, attachments_per_message: MOST_PER_MESSAGE },
    register(app) {
      registerAttachmentRoutes(app, { service, auth: context.auth, size });
      context.beforeStop(keepTidy(service, context));
    },
    messages: {
      plain: { attachments: [] },
      async enrich(uuids, { database }) {
        const byMessage = await service.ofMessages(database, uuids);
        return new Map([...byMessage].map(([uuid, files]) => [uuid, { attachments: files }]));
      },
    },
    posting(input) {
      const uuids = input.uuids('attachments', { max: MOST_PER_MESSAGE }) ?? [];
      return async (transaction, message) =>
        uuids.length === 0 ? {} : { attachments: await service.giveToMessage(transaction, message, uuids) };
    },
    messageDeleted: (transaction, message) => takeFromMessage(transaction, message.uuid),
  };
}
