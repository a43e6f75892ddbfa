import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { chatdError, notFound, unreadableBody, unsupportedMediaType } from '../errors.js';

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

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `bytes`: the route takes a body of the types that its scope has a parser for, in place of JSON. */
    body?: 'bytes';
  }
}

async function readJson(request: FastifyRequest, payload: Readable): Promise<unknown> {
  const bytes = await readBody(payload);
  // A DELETE says all in its URL; some clients send an empty object or nothing at all with it.
  return request.method === 'DELETE' ? undefined : parseJson(bytes);
}

/** Takes no body anywhere; a scope that wants one says so. What comes nevertheless is answered with 415. */
export function refuseBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  // What leads nowhere is 404, whatever its body is.
  app.addHook('onRequest', async (request) => {
    if (request.is404) throw notFound();
  });
}

/** Takes bodies on the routes of `scope` that say to be JSON. */
export function takeJson(scope: FastifyInstance): void {
  scope.addContentTypeParser('application/json', readJson);
}

/**
 * Like Wazo, takes every body on the routes of `scope` for JSON, whatever its Content-Type says; but not on those whose
 * configuration says `bytes`.
 */
export function takeAnythingForJson(scope: FastifyInstance): void {
  const takesBytes = (request: FastifyRequest): boolean => request.routeOptions.config.body === 'bytes';
  scope.addHook('onRequest', async (request) => {
    // A Content-Type that cannot be parsed would be refused before the body is looked at.
    if (!takesBytes(request)) delete request.headers['content-type'];
  });
  scope.addContentTypeParser('*', async (request: FastifyRequest, payload: Readable) => {
    if (takesBytes(request)) throw unsupportedMediaType();
    return readJson(request, payload);
  });
}

/** @throws ApiError 400 when there is no body at all */
export function jsonBody(request: FastifyRequest): unknown {
  if (request.body === undefined) throw unreadableBody();
  return request.body;
}
