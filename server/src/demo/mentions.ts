import { PEOPLE } from './people.js';

/** What the composer writes where somebody is named: docs/decisions/mentions.md. */
export function at(username: string): string {
  const person = PEOPLE.find((one) => one.username === username);
  if (!person) throw new Error(`The demo has no "${username}"`);
  return `@[${[person.firstname, person.lastname].join(' ').trim()}](user:${person.uuid})`;
}

export const everybody = '@[room](room:all)';

/** @param digits the last two of a room's uuid */
export function roomUuid(digits: string): string {
  return `de300000-0000-4000-9000-0000000000${digits}`;
}

/** A link to a room: for those who are in it; for others it is its name. */
export function toRoom(digits: string, name: string): string {
  return `#[${name}](room:${roomUuid(digits)})`;
}
