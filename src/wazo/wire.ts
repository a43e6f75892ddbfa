import type { Requester } from './requester.js';
import type { Reader } from './skipped.js';

/** What the parts of the adapter speak with the server through. */
export interface Wire extends Reader {
  readonly requester: Requester;
}

export const ROOMS = 'chatd/1.0/users/me/rooms';
