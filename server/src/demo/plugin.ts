import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fileURLToPath } from 'node:url';
import type { AuthService } from '../auth/service.js';
import { chatdError, invalidData, unknownUser } from '../errors.js';
import { jsonBody } from '../http/body.js';
import { bodyInput } from '../validation.js';
import { DEMO_SEED } from './seed.js';

/** The repository's root, from `server/src/demo` as from `server/dist/demo`. */
const ROOT = new URL('../../../', import.meta.url);

const CONTENT_SECURITY_POLICY =
  "default-src 'self'; connect-src 'self' ws: wss:; require-trusted-types-for 'script'; trusted-types lit-html";

/** Seconds. */
const EXPIRATION = 7200;

const PEOPLE = new Set(
  DEMO_SEED.tenants.flatMap(({ users }) => users.filter((user) => user.password).map((user) => user.username)),
);

/** Browsers say where a request comes from; one that says nothing is no page of another site. */
function isSameOrigin(request: FastifyRequest): boolean {
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

/** What a host site's own token route does: it knows who is logged in and asks Wazo for a token. */
async function issueToken(request: FastifyRequest, auth: AuthService): Promise<object> {
  if (!isSameOrigin(request)) throw chatdError(403, 'forbidden', 'Only the demo itself may ask for its tokens');
  const input = bodyInput(jsonBody(request));
  const user = input.text('user', { required: true }) ?? '';
  input.check();
  if (!PEOPLE.has(user)) throw invalidData({ user: [{ message: `Must be one of: ${[...PEOPLE].join(', ')}.` }] });
  const userAgent = request.headers['user-agent'] ?? '';
  const issued = await auth.issueFor(user, { expiration: EXPIRATION, remoteAddress: request.ip, userAgent });
  if (!issued) throw unknownUser(user);
  return { token: issued.token, expires_at: new Date(issued.session.expiresAt / 1000).toISOString() };
}

/** Serves the demo's pages and the built widget, and hands out tokens of the seeded people. */
export function registerDemo(app: FastifyInstance, auth: AuthService): void {
  app.post('/demo/token', (request, reply) => {
    reply.removeHeader('Access-Control-Allow-Origin');
    reply.header('Cache-Control', 'no-store');
    return issueToken(request, auth);
  });

  void app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('X-Content-Type-Options', 'nosniff');
      const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
      if (isPage) reply.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    });
    // Always asked again (and mostly answered with 304): a rebuilt widget must show at the next reload.
    const common = { cacheControl: false, dotfiles: 'ignore', setHeaders: noCache } as const;
    await scope.register(fastifyStatic, { ...common, root: fileURLToPath(new URL('dist', ROOT)), prefix: '/dist/' });
    await scope.register(fastifyStatic, {
      ...common,
      root: fileURLToPath(new URL('demo', ROOT)),
      prefix: '/',
      decorateReply: false,
    });
  });
}

function noCache(reply: FastifyReply): void {
  reply.header('Cache-Control', 'no-cache');
}
