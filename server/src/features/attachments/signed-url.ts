import { createHmac, timingSafeEqual } from 'node:crypto';

const HOUR = 3_600_000;
/** How long (ms) an address is good for at least; it stays the same for an hour, so that browsers keep what they have. */
const LIFE = 6 * HOUR;

export const ATTACHMENTS = '/api/chatd/1.0/attachments';

/** Makes addresses that anybody who has them may read a file at, until they expire, and looks at those that come back. */
export class UrlSigner {
  readonly #secret: Uint8Array;

  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  /** The address of a file below the server's own, good for six to seven hours from `now` (ms) on. */
  urlOf(uuid: string, name: string, now: number): string {
    const expires = Math.ceil((now + LIFE) / HOUR) * (HOUR / 1_000);
    const signature = this.#sign(uuid, expires).toString('base64url');
    return `${ATTACHMENTS}/${uuid}/${encodeURIComponent(name)}?expires=${expires}&signature=${signature}`;
  }

  /** @param expires seconds since 1970 */
  isGenuine(uuid: string, expires: number, signature: string): boolean {
    const [given, right] = [Buffer.from(signature, 'base64url'), this.#sign(uuid, expires)];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  #sign(uuid: string, expires: number): Buffer {
    return createHmac('sha256', this.#secret).update(`attachment ${uuid} ${expires}`).digest();
  }
}
