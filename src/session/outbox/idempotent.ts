import { renewed, type Poster } from './poster.js';

/** A server that knows `client_uuid`: a message is posted under its own uuid until there is an answer. */
export const IDEMPOTENT: Poster = {
  isRepeatable: true,
  prepare: async (post, ledger) =>
    post.status === 'sending' && post.triedAt === null ? post : ledger.change(post, (now) => renewed(now)),
  found: () => undefined,
  recognise: () => false,
  ended: () => undefined,
};
