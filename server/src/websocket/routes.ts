import websocket, { type WebSocket } from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuthService } from '../auth/service.js';
import type { Bus } from '../bus/bus.js';
import type { Clock } from '../clock.js';
import { chatdError } from '../errors.js';
import type { Limits } from '../limits.js';
import { Connection, type ConnectionHost } from './connection.js';
import { Heartbeat } from './heartbeat.js';
import type { Hub } from './hub.js';
import { CLOSE, parseVersion } from './protocol.js';

const LONGEST_FRAME = 1024 * 1024;
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
  new Connection(socket, version, host).open(token);
}

function connectionHost({ auth, hub, clock, limits }: WebsocketDependencies): ConnectionHost {
  return {
    clock,
    limits,
    heartbeat: new Heartbeat(clock),
    async authenticate(token) {
      const session = await auth.find(token);
      return session?.access.allows('websocketd') ? session : undefined;
    },
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

/** websocketd, at `/api/websocketd` with and without a slash. */
export function registerWebsocket(app: FastifyInstance, dependencies: WebsocketDependencies): void {
  const { bus, hub } = dependencies;
  const host = connectionHost(dependencies);
  const unsubscribe = bus.subscribe((delivery) => hub.deliver(delivery));
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
  void app.register(async (scope) => {
    for (const url of ['/api/websocketd', '/api/websocketd/']) {
      scope.route({
        method: 'GET',
        url,
        handler: () => Promise.reject(chatdError(426, 'upgrade-required', 'This is a websocket')),
        wsHandler: (socket, request) => accept(socket, request, host),
      });
    }
  });
}
