import type { Person, WireMessage } from '../person.js';
import type { Answer } from '../rest.js';
import { listOf, MESSAGE } from '../shapes/chatd.js';
import { shaped } from '../shape.js';

export const path = (message: WireMessage, user = 'me'): string =>
  `/users/${user}/rooms/${message.room.uuid}/messages/${message.uuid}/reactions`;

export function react(person: Person, message: WireMessage, emoji: unknown, user = 'me'): Promise<Answer> {
  return person.chatd('POST', path(message, user), { emoji });
}

export function unreact(person: Person, message: WireMessage, emoji: string, user = 'me'): Promise<Answer> {
  return person.chatd('DELETE', `${path(message, user)}?emoji=${encodeURIComponent(emoji)}`);
}

/** What a reader of the room sees under the message. */
export async function shown(person: Person, message: WireMessage): Promise<string[]> {
  const answer = await person.chatd('GET', `/users/me/rooms/${message.room.uuid}/messages?limit=1000`);
  const found = shaped(answer.body, listOf(MESSAGE)).items.find(({ uuid: each }) => each === message.uuid);
  return (found?.reactions ?? []).map(({ emoji, user_uuid }) => `${emoji} ${user_uuid}`);
}

export async function messageOf(person: Person, others: readonly Person[]): Promise<WireMessage> {
  return person.send(await person.freshRoom(others), 'react to me');
}
