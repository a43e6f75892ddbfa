import type { FastifyReply } from 'fastify';

/** Says when to ask again. @param seconds a whole number */
export function sayRetryAfter(reply: FastifyReply, seconds: number): void {
  // A page of another site sees the header only when it is named.
  reply.header('Retry-After', seconds).header('Access-Control-Expose-Headers', 'Retry-After');
}
