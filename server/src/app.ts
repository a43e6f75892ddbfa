import fastify, { type FastifyInstance } from 'fastify';
import { registerAuthRoutes } from './auth/routes.js';
import { AuthService } from './auth/service.js';
import type { Bus } from './bus/bus.js';
import type { Clock } from './clock.js';
import type { Database } from './db/database.js';
import { registerDirectoryRoutes } from './directory/routes.js';
import { BODY_LIMIT, registerBodies } from './http/body.js';
import { registerCors } from './http/cors.js';
import { answerClientError, answerFrameworkError, type ErrorLog, registerErrorHandlers } from './http/error-handler.js';
import { registerRequestLimits } from './http/request-limits.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { registerMessageRoutes } from './features/messages/routes.js';
import { MessageService } from './features/messages/service.js';
import { registerPresenceRoutes } from './presences/routes.js';
import { PresenceService } from './presences/service.js';
import { registerReactionRoutes } from './features/reactions/routes.js';
import { ReactionService } from './features/reactions/service.js';
import { registerReceiptRoutes } from './features/receipts/routes.js';
import { ReceiptService } from './features/receipts/service.js';
import { registerRoomRoutes } from './features/rooms/routes.js';
import { RoomService } from './features/rooms/service.js';
import { Hub } from './websocket/hub.js';
import { registerWebsocket } from './websocket/routes.js';

export interface AppDependencies {
  /** Migrated. */
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly wazoUuid: string;
  readonly log: ErrorLog;
  readonly limits?: Limits;
}

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

/** Puts the parts together. The result listens only when told to; closing it leaves the database open. */
export function createApp(dependencies: AppDependencies): { app: FastifyInstance; auth: AuthService } {
  const { database, clock, bus, wazoUuid, log, limits = DEFAULT_LIMITS } = dependencies;
  const app = bareApp(log);
  const hub = new Hub();
  const auth = new AuthService(dependencies);
  const presences = new PresenceService({ database, bus, clock, connections: hub });
  hub.onConnectionChange((tenantUuid, userUuid) => {
    presences
      .announceConnection(tenantUuid, userUuid)
      .catch((error: unknown) => log('A presence was not announced', error));
  });
  registerRequestLimits(app, limits, clock);
  registerWebsocket(app, { auth, bus, hub, clock, limits });
  registerAuthRoutes(app, auth, wazoUuid);
  registerDirectoryRoutes(app, database, auth);
  registerPresenceRoutes(app, presences, auth);
  const messages = new MessageService({ database, bus, clock, wazoUuid });
  registerRoomRoutes(app, new RoomService({ database, bus, wazoUuid, messages }), auth);
  registerMessageRoutes(app, messages, auth);
  registerReactionRoutes(app, new ReactionService(dependencies), auth);
  registerReceiptRoutes(app, new ReceiptService(dependencies), auth);
  app.addHook('onClose', () => auth.close());
  return { app, auth };
}
