import type { ServerResponse } from 'node:http';
import { png } from '../support/sample-files.js';
import { LATE, PICTURE_SIZES } from './page/mixture.js';

/** Milliseconds that a late picture takes. */
const DELAY = 400;

/** The pictures of a mixed conversation, drawn before anybody asks. */
export class Pictures {
  readonly #bytes = new Map(PICTURE_SIZES.map(([width, height]) => [`${width}x${height}`, png(width, height)]));

  /** @param url `/pictures/WIDTHxHEIGHT/NAME` @returns whether it is one of them */
  answer(url: string, response: ServerResponse): boolean {
    const [, size = ''] = /^\/pictures\/(\d+x\d+)\//.exec(url) ?? [];
    const bytes = this.#bytes.get(size);
    if (!bytes) return false;
    const send = (): void => void response.writeHead(200, { 'Content-Type': 'image/png' }).end(bytes);
    if (url.endsWith(LATE)) setTimeout(send, DELAY);
    else send();
    return true;
  }
}
