import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const METHODS = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT';
const COMMON_HEADERS = ['content-type', 'x-auth-token', 'wazo-tenant'];
const AUTH_HEADERS = [...COMMON_HEADERS, 'authorization', 'wazo-session-type'];

const allowedHeaders = (url: string): readonly string[] =>
  url.startsWith('/api/auth/') ? AUTH_HEADERS : COMMON_HEADERS;

/** Of the headers that a page wants to send, those that the service reads, sorted as Wazo does. */
function grantedHeaders(request: FastifyRequest): string {
  const wanted = (request.headers['access-control-request-headers'] ?? '').split(',');
  const allowed = allowedHeaders(request.url);
  return wanted
    .map((name) => name.trim().toLowerCase())
    .filter((name) => allowed.includes(name))
    .sort()
    .join(', ');
}

function addHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('Vary', 'Origin');
  const origin = request.headers.origin;
  if (origin !== undefined) reply.header('Access-Control-Allow-Origin', origin);
}

async function answerPreflight(request: FastifyRequest, reply: FastifyReply, allow: string): Promise<void> {
  if (request.headers['access-control-request-method'] !== undefined) {
    const granted = grantedHeaders(request);
    if (granted !== '') reply.header('Access-Control-Allow-Headers', granted);
    reply.header('Access-Control-Allow-Methods', METHODS);
  }
  await reply.code(200).header('Allow', allow).type('text/html; charset=utf-8').send('');
}

/**
 * Echoes any Origin, `null` too, on every answer: the token travels in a header of its own and never in a cookie, so
 * that another site gains nothing by it.
 */
export function registerCors(app: FastifyInstance): void {
  const methodsByUrl = new Map<string, Set<string>>();
  app.addHook('onRequest', async (request, reply) => addHeaders(request, reply));
  // A page must be able to see that a path is unknown, so that its preflight may not fail.
  app.options('/api/*', (request, reply) => answerPreflight(request, reply, 'OPTIONS'));
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api/')) return;
    const known = methodsByUrl.get(route.url);
    const methods = known ?? new Set(['OPTIONS']);
    for (const method of [route.method].flat()) methods.add(method);
    if (known) return;
    methodsByUrl.set(route.url, methods);
    app.options(route.url, (request, reply) => answerPreflight(request, reply, [...methods].sort().join(', ')));
  });
}
