import { ChatFailure } from '../model/errors.js';

/** Where a Wazo is: origins without a trailing slash. */
export interface WazoHost {
  /** `https://host[:port]`, or http for loopback. */
  readonly http: string;
  /** `wss://host[:port]`, or ws for loopback. */
  readonly ws: string;
}

const LOOPBACK = /^(localhost|([^.]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Reads the `host` attribute: a host name with an optional port (https, wss), or an origin. Plain http is for loopback
 * only, since a token would travel readable.
 *
 * @throws {ChatFailure} no-host, bad-host (its detail is the value)
 */
export function parseHost(value: string | null | undefined): WazoHost {
  const host = value?.trim() ?? '';
  if (!host) throw new ChatFailure('no-host', 'The attribute host is missing.');
  const url = parseUrl(/^[a-z][a-z\d+.-]*:\/\//i.test(host) ? host : `https://${host}`);
  if (!url || !isOrigin(url) || !isAllowed(url)) throw new ChatFailure('bad-host', host);
  return { http: url.origin, ws: url.origin.replace(/^http/, 'ws') };
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function isOrigin({ pathname, search, hash, username, password }: URL): boolean {
  return pathname === '/' && !search && !hash && !username && !password;
}

function isAllowed({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
