import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../auth/session.js';
import type { Clock } from '../clock.js';
import { type ApiError, chatdError } from '../errors.js';
import type { Limits } from '../limits.js';
import { RateLimiter, Turns } from '../rate-limit.js';
import { sayRetryAfter } from './retry-after.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whose request it is; undefined where no guard has looked. */
const userOf = (request: FastifyRequest): string | undefined => (request.session as Session | undefined)?.userUuid;

function tooMany(seconds: number, reply: FastifyReply): ApiError {
  const retryAfter = Math.max(1, Math.ceil(seconds));
  sayRetryAfter(reply, retryAfter);
  return chatdError(429, 'too-many-requests', 'Too many requests', { retry_after: retryAfter });
}

/** Seconds after which a file may be sent that was one too many. */
const UPLOAD_PAUSE = 5;

/**
 * Files take minutes to come: they must not hold the turns of what one does meanwhile. Nor do they wait for a turn, for a
 * request that is not read looks like one that does not arrive.
 */
function beginUpload(user: string, uploads: Map<string, number>, most: number, reply: FastifyReply): void {
  const count = uploads.get(user) ?? 0;
  if (count >= most) throw tooMany(UPLOAD_PAUSE, reply);
  uploads.set(user, count + 1);
  const end = (): void => {
    const left = (uploads.get(user) ?? 1) - 1;
    if (left > 0) uploads.set(user, left);
    else uploads.delete(user);
  };
  if (reply.raw.closed) end();
  else reply.raw.once('close', end);
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `receipts`: requests to the route are counted in a bucket of their own, and not as writes. */
    bucket?: 'receipts';
  }
}

/**
 * Refuses what a user asks too often with 429, and lets them have a few requests worked on at a time: a heavy reader
 * waits behind themselves and not before others.
 */
export function registerRequestLimits(app: FastifyInstance, limits: Limits, clock: Clock): void {
  const reads = new RateLimiter(limits.reads, clock);
  const writes = new RateLimiter(limits.writes, clock);
  const receipts = new RateLimiter(limits.receipts, clock);
  const limiterOf = ({ method, routeOptions }: FastifyRequest): RateLimiter => {
    if (READING.has(method)) return reads;
    return routeOptions.config.bucket === 'receipts' ? receipts : writes;
  };
  const turns = new Turns(limits.requestsAtOnce);
  const uploads = new Map<string, number>();
  // After the guard, which knows the user, and before a body is read.
  app.addHook('preParsing', async (request, reply) => {
    const user = userOf(request);
    if (user === undefined) return;
    const wait = limiterOf(request).take(user);
    if (wait > 0) throw tooMany(wait, reply);
    if (request.routeOptions.config.body === 'bytes') {
      beginUpload(user, uploads, limits.uploadsAtOnce, reply);
      return;
    }
    await turns.enter(user);
    // Also comes when the client has gone in the middle.
    if (reply.raw.closed) turns.leave(user);
    else reply.raw.once('close', () => turns.leave(user));
  });
}
