import type { WebSocket } from '@fastify/websocket';
import type { Clock } from '../clock.js';

const INTERVAL_MS = 20_000;

/** Pings a socket now and then and drops it when the previous ping was never answered. */
export function keepAlive(socket: WebSocket, clock: Clock): void {
  let isAlive = true;
  let cancel: () => void = () => undefined;
  const beat = (): void => {
    if (!isAlive) {
      socket.terminate();
      return;
    }
    isAlive = false;
    socket.ping();
    cancel = clock.after(INTERVAL_MS, beat);
  };
  cancel = clock.after(INTERVAL_MS, beat);
  socket.on('pong', () => (isAlive = true));
  socket.on('close', () => cancel());
}
