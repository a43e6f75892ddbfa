import websocket, { type WebSocket } from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuthService } from '../auth/service.js';
import { deletedSession } from '../auth/session-deleted.js';
import type { Bus } from '../bus/bus.js';
import type { Clock } from '../clock.js';
import { chatdError, notFound } from '../errors.js';
import type { Limits } from '../limits.js';
import { Connection, type ConnectionHost } from './connection.js';
import { Heartbeat } from './heartbeat.js';
import type { Hub } from './hub.js';
import { CLOSE, parseVersion } from './protocol.js';

const URLS: readonly string[] = ['/api/websocketd', '/api/websocketd/'];
/** Bytes. What clients send is below 1 kB. */
const LONGEST_FRAME = 16 * 1024;
/** How long a peer may take to answer the closing of the server. */
const GOODBYE_MS = 500;

interface Query {
  readonly version?: string | string[];
  readonly token?: string | string[];
}

const first = (value: string | string[] | undefined): string | undefined => [value].flat()[0];

function accept(socket: WebSocket, request: FastifyRequest, host: ConnectionHost): void {
  const query = request.query as Query;
  const version = parseVersion(first(query.version));
  if (typeof version === 'object') {
    socket.close(version.close);
    return;
  }
  const token = first(query.token) ?? String(request.headers['x-auth-token'] ?? '');
  if (token === '') {
    socket.close(CLOSE.noToken, 'no token');
    return;
  }
  new Connection(socket, version, host, request.ip).open(token);
}

function connectionHost({ auth, hub, clock, limits }: WebsocketDependencies): ConnectionHost {
  return {
    clock,
    limits,
    heartbeat: new Heartbeat(clock),
    async authenticate(token, address) {
      const session = await auth.find(token, address);
      return session?.access.allows('websocketd') ? session : undefined;
    },
    isCurrent: (session) => auth.isCurrent(session),
    hasRoom: (session) => hub.count(session.userUuid) < limits.socketsPerUser,
    opened: (connection) => hub.add(connection),
    closed: (connection) => hub.remove(connection),
  };
}

export interface WebsocketDependencies {
  readonly auth: AuthService;
  readonly bus: Bus;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly limits: Limits;
}

/** The plugin would accept an upgrade anywhere, to close the socket again. */
async function refuseElsewhere(request: FastifyRequest): Promise<void> {
  if (request.ws && !URLS.includes(request.routeOptions.url ?? '')) throw notFound();
}

/** websocketd, at `/api/websocketd` with and without a slash. */
export function registerWebsocket(app: FastifyInstance, dependencies: WebsocketDependencies): void {
  const { bus, hub } = dependencies;
  const host = connectionHost(dependencies);
  const unsubscribe = bus.subscribe((delivery) => {
    hub.deliver(delivery);
    const ended = deletedSession(delivery);
    if (ended) hub.endSession(ended);
  });
  void app.register(websocket, {
    // Compression costs 300 kB a socket, which 10,000 of them do not have.
    options: { maxPayload: LONGEST_FRAME, perMessageDeflate: false },
    preClose: (done) => {
      unsubscribe();
      hub.onConnectionChange(() => undefined);
      for (const client of app.websocketServer.clients) client.close(CLOSE.goingAway);
      // A peer that does not answer must not hold up the end of the server.
      setTimeout(() => app.websocketServer.clients.forEach((client) => client.terminate()), GOODBYE_MS).unref();
      app.websocketServer.close();
      done();
    },
  });
  // After the plugin's own hook, which says whether it is an upgrade.
  app.after(() => app.addHook('onRequest', refuseElsewhere));
  void app.register(async (scope) => {
    for (const url of URLS) {
      scope.route({
        method: 'GET',
        url,
        handler: () => Promise.reject(chatdError(426, 'upgrade-required', 'This is a websocket')),
        wsHandler: (socket, request) => accept(socket, request, host),
      });
    }
  });
}
