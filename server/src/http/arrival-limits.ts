import type { IncomingMessage, Server } from 'node:http';
import { systemClock, type Clock } from '../clock.js';
import type { ArrivalLimits } from '../limits.js';

/**
 * Cuts off requests that take too long to arrive. Each has some time; one that has not arrived by then must have come at a least rate, on
 * the average, and is looked at again and again. So a large file may take its time on a slow line, and who sends a byte now and then is cut
 * off, whether or not they have signed in, and whether or not they have had their answer.
 *
 * Listens to the server itself: requests that no route or hook of the framework sees are limited, too.
 */
export function limitArrival(server: Server, { grace, bytesPerSecond }: ArrivalLimits, clock: Clock = MONOTONIC): void {
  server.prependListener('request', (request: IncomingMessage) => {
    if (request.complete || !mayHaveBody(request)) return;
    const { socket } = request;
    const [started, before] = [clock.now(), socket.bytesRead];
    const look = (): void => {
      if (request.complete || socket.destroyed) return;
      const seconds = (clock.now() - started) / 1_000;
      if (socket.bytesRead - before < seconds * bytesPerSecond)
        server.emit('clientError', new RequestTooSlow(), socket);
      else cancel = clock.after(grace / ROUNDS, look);
    };
    let cancel = clock.after(grace, look);
    request.once('close', () => cancel());
  });
}

/** A clock that is set meanwhile cuts nobody off. */
const MONOTONIC: Clock = { ...systemClock, now: () => performance.now() };

/** How often it is looked, in the time that each request has. */
const ROUNDS = 12;

function mayHaveBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** As Node's own timeout says it. */
class RequestTooSlow extends Error {
  readonly code = 'ERR_HTTP_REQUEST_TIMEOUT';

  constructor() {
    super('The request came too slowly.');
  }
}
