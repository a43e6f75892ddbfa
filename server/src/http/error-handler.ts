import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { TooManyAttempts } from '../auth/admission.js';
import type { Clock } from '../clock.js';
import { DatabaseUnavailable } from '../db/database.js';
import { ApiError, authError, chatdError, notFound } from '../errors.js';
import { sayRetryAfter } from './retry-after.js';

/** Receives what no one expected; the answer to the client says nothing about it. */
export type ErrorLog = (message: string, error: unknown) => void;

/** `Bad Request` → `bad-request`. */
const errorId = (statusText: string): string => statusText.toLowerCase().replaceAll(' ', '-');

function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

/** A request's path for the log: Wazo names a token in it. What follows the path may hold one, too, and is left out. */
function loggedPath(url: string): string {
  return (url.split('?')[0] ?? '').replace(/(\/token\/)[^/]+/i, '$1…');
}

/** In the shape of the service that was asked. */
function tooManyAttempts({ retryAfter }: TooManyAttempts, request: FastifyRequest): ApiError {
  if (request.url.startsWith('/api/auth/')) return authError(429, 'Too many attempts');
  return chatdError(429, 'too-many-requests', 'Too many requests', { retry_after: retryAfter });
}

/** Any error as an answer in chatd's shape; errors of the framework keep their status of 4xx. */
function asApiError(error: unknown, log: ErrorLog, request: FastifyRequest): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof DatabaseUnavailable) {
    log(`${request.method} ${loggedPath(request.url)} has to be tried again`, error);
    return chatdError(503, 'service-unavailable', 'Service Unavailable', { retry_after: error.retryAfter });
  }
  if (error instanceof TooManyAttempts) return tooManyAttempts(error, request);
  const status = statusOf(error);
  if (status === 500) log(`${request.method} ${loggedPath(request.url)} failed`, error);
  const text = STATUS_CODES[status] ?? 'Error';
  return chatdError(status, errorId(text), text);
}

async function send(reply: FastifyReply, error: ApiError, clock: Clock): Promise<void> {
  const { headers, raw } = reply.request;
  // What came as an upgrade has left the HTTP server, which would never close its connection.
  if (headers.upgrade !== undefined) reply.raw.once('finish', () => raw.socket.destroySoon());
  await reply.code(error.statusCode).type('application/json').send(error.bodyAt(clock.now()));
}

export function registerErrorHandlers(app: FastifyInstance, log: ErrorLog, clock: Clock): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof TooManyAttempts || error instanceof DatabaseUnavailable)
      sayRetryAfter(reply, error.retryAfter);
    return send(reply, asApiError(error, log, request), clock);
  });
  app.setNotFoundHandler((_request, reply) => send(reply, notFound(), clock));
}

type ClientErrorHandler = (error: NodeJS.ErrnoException, socket: Socket) => void;

/** For bytes that are no HTTP: there is no request to take an Origin from, so that any may read the answer. */
export function answerClientErrors(clock: Clock): ClientErrorHandler {
  return (error, socket) => {
    // A connection that broke off hears nothing more.
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
    const text = STATUS_CODES[status] ?? '';
    const body = chatdError(status, errorId(text), text).bodyAt(clock.now());
    socket.end(
      `HTTP/1.1 ${status} ${text}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
        `Access-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n${body}`,
    );
  };
}

type FrameworkErrorHandler = (error: Error, request: FastifyRequest, reply: FastifyReply) => void;

/** For a URL that is malformed before any route or hook is found, such as `/%zz`. */
export function answerFrameworkErrors(clock: Clock): FrameworkErrorHandler {
  return (_error, request, reply) => {
    reply.header('Vary', 'Origin');
    if (request.headers.origin !== undefined) reply.header('Access-Control-Allow-Origin', request.headers.origin);
    void send(reply, notFound(), clock);
  };
}
