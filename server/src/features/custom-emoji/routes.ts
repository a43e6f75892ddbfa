import contentDisposition from 'content-disposition';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AuthService } from '../../auth/service.js';
import { guard } from '../../http/guard.js';
import { isUuid } from '../../validation.js';
import { type CustomEmojiService, PICTURES, unknownEmoji } from './service.js';

const URL = '/api/chatd/1.0/users/:user/rooms/emojis';

/** Nothing in a file can run, load or reach the page that it is opened beside. */
const POLICY = "default-src 'none'; sandbox";

export function registerCustomEmojiRoutes(app: FastifyInstance, emoji: CustomEmojiService, auth: AuthService): void {
  app.get(URL, { onRequest: guard(auth, 'chatd.users.:me.rooms.emojis.read') }, async (request) => {
    const items = await emoji.list(request.session);
    return { items, filtered: items.length, total: items.length };
  });

  // Without a token, which a picture in a page could not send; a HEAD would read all of the picture.
  app.get(`${PICTURES}/:emoji`, { exposeHeadRoute: false }, async (request, reply) => {
    const uuid = (request.params as { emoji: string }).emoji.toLowerCase();
    if (!isUuid(uuid)) throw unknownEmoji(uuid);
    const { shortcode, content_type, content } = await emoji.picture(uuid);
    describe(reply, content_type, `${shortcode}.${content_type.replace('image/', '')}`);
    return reply.send(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  });
}

/** The same for every page, and for ever: another picture has another address. */
function describe(reply: FastifyReply, type: string, name: string): void {
  reply.removeHeader('Vary');
  reply.headers({
    'Content-Type': type,
    'Content-Disposition': contentDisposition(name, { type: 'inline' }),
    'Content-Security-Policy': POLICY,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'public, max-age=31536000, immutable',
  });
}
