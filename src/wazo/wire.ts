import type { Requester } from './requester.js';
import type { Skip } from './skipped.js';

/** What the parts of the adapter speak with the server through. */
export interface Wire {
  readonly requester: Requester;
  /** Told of items of lists that could not be read. */
  readonly skip: Skip;
}

export const ROOMS = 'chatd/1.0/users/me/rooms';
