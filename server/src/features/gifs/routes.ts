import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuthService } from '../../auth/service.js';
import { guard } from '../../http/guard.js';
import { queryInput } from '../../validation.js';
import { FILE_NAMES, type GifQuery, type GifSource, type PictureRequest, PICTURES, unknownGif } from './source.js';

const URL = '/api/chatd/1.0/users/:user/rooms/gifs';

const DEFAULT_LIMIT = 24;
const MOST = 50;
const LONGEST_SEARCH = 100;
const LONGEST_LANGUAGE = 35;

/** Nothing in a file can run, load or reach the page that it is opened beside. */
const POLICY = "default-src 'none'; sandbox";

export function registerGifRoutes(app: FastifyInstance, gifs: GifSource, auth: AuthService): void {
  app.get(URL, { onRequest: guard(auth, 'chatd.users.:me.rooms.gifs.read') }, async (request) => {
    const { items, total } = await gifs.list(readQuery(request));
    return { items, filtered: total, total };
  });

  // Without a token, which a picture in a page could not send. A HEAD would load all of the picture.
  app.get(`${PICTURES}/:gif/:file`, { exposeHeadRoute: false }, async (request, reply) => {
    const wanted = pictureRequest(request);
    const picture = await gifs.picture(wanted);
    describe(reply, picture.type);
    if (picture.size !== undefined) reply.header('Content-Length', picture.size);
    return reply.send(picture.content);
  });
}

/** @throws ApiError 400 */
function readQuery(request: FastifyRequest): GifQuery {
  const input = queryInput(request.query);
  const search = input.text('search', { max: LONGEST_SEARCH, unit: 'code points' });
  const limit = input.count('limit');
  const offset = input.count('offset');
  const lang = input.text('lang', { max: LONGEST_LANGUAGE });
  input.check();
  return {
    search: search?.trim() ?? '',
    limit: Math.min(limit ?? DEFAULT_LIMIT, MOST),
    offset: offset ?? 0,
    language: languageOf(lang ?? request.headers['accept-language'] ?? ''),
  };
}

/** The language that is named first, without its region; English where none is. */
function languageOf(text: string): string {
  return /^\s*([a-z]{2,3})\b/i.exec(text)?.[1]?.toLowerCase() ?? 'en';
}

/** @throws ApiError 404 */
function pictureRequest(request: FastifyRequest): PictureRequest {
  const { gif, file } = request.params as { gif: string; file: string };
  const rendition = (['full', 'preview'] as const).find((name) => FILE_NAMES[name] === file);
  if (!rendition) throw unknownGif(gif);
  const signature = queryInput(request.query).get('signature');
  return { id: gif, rendition, signature: typeof signature === 'string' ? signature : '' };
}

/** The same for every page, so that a browser need not load what it has shown again to send it. */
function describe(reply: FastifyReply, type: string): void {
  reply.removeHeader('Vary');
  reply.headers({
    'Content-Type': type,
    'Content-Security-Policy': POLICY,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'public, max-age=31536000, immutable',
  });
}
