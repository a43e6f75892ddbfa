import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fileURLToPath } from 'node:url';
import type { AuthService } from '../auth/service.js';
import { chatdError, invalidData, unknownUser } from '../errors.js';
import { jsonBody, takeJson } from '../http/body.js';
import { bodyInput } from '../validation.js';
import { isFromOwnPage } from './own-page.js';
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

const FOREIGN = 'The demo gives its tokens to its own pages only, at localhost or at the address on which it listens';

/** What a host site's own token route does: it knows who is logged in and asks Wazo for a token. */
async function issueToken(request: FastifyRequest, auth: AuthService): Promise<object> {
  const input = bodyInput(jsonBody(request));
  const user = input.text('user', { required: true }) ?? '';
  input.check();
  if (!PEOPLE.has(user)) throw invalidData({ user: [{ message: `Must be one of: ${[...PEOPLE].join(', ')}.` }] });
  const userAgent = request.headers['user-agent'] ?? '';
  const issued = await auth.issueFor(user, { expiration: EXPIRATION, remoteAddress: request.ip, userAgent });
  if (!issued) throw unknownUser(user);
  return { token: issued.token, expires_at: new Date(issued.session.expiresAt / 1000).toISOString() };
}

function registerTokenRoute(scope: FastifyInstance, auth: AuthService, listensOn: string): void {
  takeJson(scope);
  // Before the body is read, and before its type can be found wrong.
  scope.addHook('onRequest', async (request, reply) => {
    reply.removeHeader('Access-Control-Allow-Origin');
    reply.header('Cache-Control', 'no-store');
    if (!isFromOwnPage(request, listensOn)) throw chatdError(403, 'forbidden', FOREIGN);
  });
  scope.post('/demo/token', (request) => issueToken(request, auth));
}

/**
 * Serves the demo's pages and the built widget, and hands out tokens of the seeded people.
 * @param listensOn the host of the configuration: a name, an address, or that of every address
 */
export function registerDemo(app: FastifyInstance, auth: AuthService, listensOn: string): void {
  void app.register(async (scope) => registerTokenRoute(scope, auth, listensOn));

  void app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('X-Content-Type-Options', 'nosniff');
      const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
      if (isPage) reply.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    });
    const common = { cacheControl: false, dotfiles: 'ignore', setHeaders: setCaching } as const;
    await scope.register(fastifyStatic, {
      ...common,
      root: fileURLToPath(new URL('dist', ROOT)),
      prefix: '/dist/',
      // What the build has written beside the scripts.
      preCompressed: true,
    });
    await scope.register(fastifyStatic, {
      ...common,
      root: fileURLToPath(new URL('demo', ROOT)),
      prefix: '/',
      decorateReply: false,
    });
  });
}

/** A chunk of the build, whose name says what is in it; compressed or not. */
const NAMED_BY_CONTENT = /\/wazo-group-chat-[\w-]+-[\w-]{8}\.js(\.br|\.gz)?$/;

/**
 * What is named by its content never changes. The rest is always asked for again, and mostly answered with 304: a rebuilt
 * widget must show at the next reload.
 */
function setCaching(reply: FastifyReply, path: string): void {
  const isFixed = NAMED_BY_CONTENT.test(path);
  reply.header('Cache-Control', isFixed ? 'public, max-age=31536000, immutable' : 'no-cache');
}
