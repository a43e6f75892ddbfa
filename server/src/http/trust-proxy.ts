import { isIP } from 'node:net';

/** Which addresses are those of proxies; by its place, the nearest being 0, where their number is known. False for none. */
export type TrustProxy = false | string[] | ((address: string, place: number) => boolean);

const RANGES = ['loopback', 'linklocal', 'uniquelocal'];

function isAddress(text: string): boolean {
  const [address = '', bits] = text.split('/');
  const version = isIP(address);
  return (
    version !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)))
  );
}

/**
 * Reads `1` (proxies one behind the other), or `loopback,192.0.2.0/24` (their addresses or named ranges).
 * @returns false for none: then what `X-Forwarded-For` says counts for nothing, since anybody can send it
 * @throws Error for anything else
 */
export function parseTrustProxy(text: string): TrustProxy {
  if (/^0*$/.test(text)) return false;
  if (/^\d{1,2}$/.test(text)) return (_address, place) => place < Number(text);
  const parts = text.split(',').map((part) => part.trim());
  const wrong = parts.find((part) => !RANGES.includes(part) && !isAddress(part));
  if (wrong === undefined) return parts;
  throw new Error(`TRUST_PROXY must be a number of proxies or their addresses, and "${wrong}" is neither`);
}
