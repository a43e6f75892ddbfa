import type { FastifyRequest } from 'fastify';
import { isIPv6 } from 'node:net';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const EVERY_ADDRESS = ['0.0.0.0', '::'];

const inUrl = (address: string): string => (isIPv6(address) ? `[${address}]` : address);

/**
 * Values of `Host` that name this server: a page whose own name was made to lead here (DNS rebinding) sends that name.
 * @param listensOn the configured host; where it is every address, the one that was reached counts
 */
function ownHosts({ socket }: FastifyRequest, listensOn: string): string[] {
  const reached = (socket.localAddress ?? '').replace(/^::ffff:/, '');
  const names = [...LOOPBACK, inUrl(EVERY_ADDRESS.includes(listensOn) ? reached : listensOn.toLowerCase())];
  const withPort = names.map((name) => `${name}:${socket.localPort}`);
  return socket.localPort === 80 ? [...withPort, ...names] : withPort;
}

/** Browsers say where a request comes from; one that says nothing is no page of another site. */
export function isFromOwnPage(request: FastifyRequest, listensOn: string): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const host = request.headers.host?.toLowerCase() ?? '';
  if (!ownHosts(request, listensOn).includes(host)) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || origin.toLowerCase() === `http://${host}`;
}
