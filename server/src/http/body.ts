import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { chatdError, unreadableBody } from '../errors.js';

/** Bytes. */
export const BODY_LIMIT = 1024 * 1024;
/** Beyond this the rest of a too large body is not even read to be thrown away. */
const DRAIN_LIMIT = 16 * BODY_LIMIT;

/**
 * Reads a body up to the limit. A larger one is read on and dropped before it is refused: a browser that is still
 * sending would otherwise see a broken connection instead of the 413.
 */
async function readBody(payload: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of payload as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= BODY_LIMIT) chunks.push(chunk);
      else chunks.length = 0;
      if (size > DRAIN_LIMIT) break;
    }
  } catch {
    // The client has gone in the middle; there is nobody to read this answer.
    throw unreadableBody();
  }
  if (size > BODY_LIMIT) throw chatdError(413, 'request-entity-too-large', 'The body is larger than 1 MiB');
  return Buffer.concat(chunks);
}

/** @throws ApiError 400 when the bytes are not JSON in UTF-8 */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw unreadableBody();
  }
}

/** Like Wazo, takes every body for JSON, whatever its Content-Type says. */
export function registerBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    // A Content-Type that cannot be parsed would be refused before the body is looked at.
    delete request.headers['content-type'];
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', async (request: FastifyRequest, payload: Readable) => {
    const bytes = await readBody(payload);
    // A DELETE says all in its URL; some clients send an empty object or nothing at all with it.
    if (request.method === 'DELETE') return undefined;
    return parseJson(bytes);
  });
}

/** @throws ApiError 400 when there is no body at all */
export function jsonBody(request: FastifyRequest): unknown {
  if (request.body === undefined) throw unreadableBody();
  return request.body;
}
