import { randomUUID } from 'node:crypto';
import type { Person } from '../person.js';
import type { Answer } from '../rest.js';

export const ROOMS = '/users/me/rooms';
/** chatd's word on what should be a uuid. */
export const BAD_UUID = { message: 'Not a valid UUID.', constraint_id: 'type', constraint: 'uuid' };

export function create(person: Person, body: unknown): Promise<Answer> {
  return person.chatd('POST', ROOMS, body);
}

export const uuids = (list: readonly { uuid: string }[]): string[] => list.map(({ uuid }) => uuid);

/** People whom no directory knows: chatd takes them, so that a test can have a room like no other. */
export const ghosts = (count: number): { uuid: string }[] =>
  Array.from({ length: count }, () => ({ uuid: randomUUID() }));
