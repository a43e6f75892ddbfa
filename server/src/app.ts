import fastify, { type FastifyInstance } from 'fastify';
import { registerAuthRoutes } from './auth/routes.js';
import { AuthService } from './auth/service.js';
import type { Context } from './context.js';
import { registerDirectoryRoutes } from './directory/routes.js';
import { DirectoryService } from './directory/service.js';
import { registerChat } from './features/index.js';
import { registerHealth } from './health.js';
import { limitArrival } from './http/arrival-limits.js';
import { BODY_LIMIT, refuseBodies, takeAnythingForJson } from './http/body.js';
import { registerCors } from './http/cors.js';
import { answerClientErrors, answerFrameworkErrors, registerErrorHandlers } from './http/error-handler.js';
import { registerRequestLimits } from './http/request-limits.js';
import type { TrustProxy } from './http/trust-proxy.js';
import { DEFAULT_LIMITS } from './limits.js';
import { registerPresenceRoutes } from './presences/routes.js';
import { PresenceService } from './presences/service.js';
import { Hub } from './websocket/hub.js';
import { registerWebsocket } from './websocket/routes.js';

/** What a server is made of; without `limits` the defaults hold, without `trustProxy` no proxy is believed. */
export interface AppParts extends Omit<Context, 'auth' | 'limits' | 'beforeStop'>, Partial<Pick<Context, 'limits'>> {
  readonly trustProxy?: TrustProxy;
}

function bareApp({ log, clock, trustProxy = false }: AppParts): FastifyInstance {
  const app = fastify({
    trustProxy,
    bodyLimit: BODY_LIMIT,
    // See `limitArrival`: a large file may take its time.
    requestTimeout: 0,
    frameworkErrors: answerFrameworkErrors(clock),
    clientErrorHandler: answerClientErrors(clock),
    // A request that was accepted before the end is answered before the end.
    return503OnClosing: false,
  });
  registerErrorHandlers(app, log, clock);
  registerCors(app);
  refuseBodies(app);
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

/** What Wazo's own services serve, taking bodies as they do. */
function registerServices(app: FastifyInstance, context: Context, hub: Hub): void {
  void app.register(async (scope) => {
    takeAnythingForJson(scope);
    registerAuthRoutes(scope, context.auth, context.wazoUuid);
    registerDirectoryRoutes(scope, new DirectoryService(context.database), context.auth);
    registerPresences(scope, context, hub);
    registerChat(scope, context);
  });
}

/** Puts the parts together. The result listens only when told to; closing it leaves the database open. */
export function createApp(parts: AppParts): { app: FastifyInstance; auth: AuthService } {
  const common = { limits: DEFAULT_LIMITS, ...parts };
  const auth = new AuthService(common);
  const app = bareApp(parts);
  const lastTasks: (() => void)[] = [];
  const context: Context = { ...common, auth, beforeStop: (task) => lastTasks.push(task) };
  // Before the hook of the sockets, which closes them.
  app.addHook('preClose', async () => {
    for (const task of lastTasks) task();
  });
  const hub = new Hub();
  limitArrival(app.server, context.limits.arrival);
  registerRequestLimits(app, context.limits, context.clock);
  registerWebsocket(app, { ...context, hub });
  registerServices(app, context, hub);
  registerHealth(app, context.database, context.clock, context.log);
  app.addHook('onClose', () => auth.close());
  return { app, auth };
}
