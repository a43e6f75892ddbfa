import type { Feature } from '../../chat/feature.js';
import type { Context } from '../../context.js';
import { registerCustomEmojiRoutes } from './routes.js';
import { CustomEmojiService } from './service.js';

/** Emoji of a tenant's own, as its seed names them: docs/decisions/custom-emoji.md. */
export function customEmoji({ database }: Context): Feature {
  const service = new CustomEmojiService(database);
  return {
    name: 'custom_emoji',
    register: (app, { auth }) => registerCustomEmojiRoutes(app, service, auth),
    isReaction: (session, text) => service.isNamed(session, text),
  };
}
