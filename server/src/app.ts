import fastify, { type FastifyInstance } from 'fastify';
import { registerAuthRoutes } from './auth/routes.js';
import { AuthService } from './auth/service.js';
import type { Context } from './context.js';
import { registerDirectoryRoutes } from './directory/routes.js';
import { DirectoryService } from './directory/service.js';
import { registerChat } from './features/index.js';
import { BODY_LIMIT, registerBodies } from './http/body.js';
import { registerCors } from './http/cors.js';
import { answerClientError, answerFrameworkError, type ErrorLog, registerErrorHandlers } from './http/error-handler.js';
import { registerRequestLimits } from './http/request-limits.js';
import { DEFAULT_LIMITS } from './limits.js';
import { registerPresenceRoutes } from './presences/routes.js';
import { PresenceService } from './presences/service.js';
import { Hub } from './websocket/hub.js';
import { registerWebsocket } from './websocket/routes.js';

/** What a server is made of; without `limits` the defaults hold. */
export type AppParts = Omit<Context, 'auth' | 'limits'> & Partial<Pick<Context, 'limits'>>;

/** A request that takes longer to arrive is cut off. */
const REQUEST_TIMEOUT_MS = 120_000;

function bareApp(log: ErrorLog): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerClientError,
    // A request that was accepted before the end is answered before the end.
    return503OnClosing: false,
  });
  registerErrorHandlers(app, log);
  registerCors(app);
  registerBodies(app);
  return app;
}

/** A presence changes with the first socket that opens and with the last one that closes. */
function registerPresences(app: FastifyInstance, { database, bus, clock, auth, log }: Context, hub: Hub): void {
  const presences = new PresenceService({ database, bus, clock, connections: hub });
  hub.onConnectionChange((tenantUuid, userUuid) => {
    presences
      .announceConnection(tenantUuid, userUuid)
      .catch((error: unknown) => log('A presence was not announced', error));
  });
  registerPresenceRoutes(app, presences, auth);
}

/** Puts the parts together. The result listens only when told to; closing it leaves the database open. */
export function createApp(parts: AppParts): { app: FastifyInstance; auth: AuthService } {
  const auth = new AuthService(parts);
  const context: Context = { limits: DEFAULT_LIMITS, ...parts, auth };
  const app = bareApp(context.log);
  const hub = new Hub();
  registerRequestLimits(app, context.limits, context.clock);
  registerWebsocket(app, { ...context, hub });
  registerAuthRoutes(app, auth, context.wazoUuid);
  registerDirectoryRoutes(app, new DirectoryService(context.database), auth);
  registerPresences(app, context, hub);
  registerChat(app, context);
  app.addHook('onClose', () => auth.close());
  return { app, auth };
}
