import type { Capabilities, Changes } from '../connection/connection.js';
import type { Feature } from '../model/features.js';
import { fieldsOf, itemsOf, parseMessage } from './parse.js';
import type { Requester } from './requester.js';

export const ROOMS = 'chatd/1.0/users/me/rooms';

/** How each capability is asked for on the wire. */
const MAKERS: { readonly [Name in Feature & keyof Capabilities]: (requester: Requester) => Capabilities[Name] } = {
  changes: (requester) => ({
    after: (roomUuid, revision, signal) => changesAfter(requester, roomUuid, revision, signal),
  }),
  receipts: (requester) => ({
    markRead: async (roomUuid, messageUuid) => {
      const body = { message_uuid: messageUuid };
      await requester.send({ path: `${ROOMS}/${roomUuid}/read`, method: 'put', body });
    },
  }),
  reactions: (requester) => ({
    add: async (roomUuid, messageUuid, emoji) => {
      await requester.send({ path: reactionsOf(roomUuid, messageUuid), method: 'post', body: { emoji } });
    },
    remove: async (roomUuid, messageUuid, emoji) => {
      await requester.send({ path: reactionsOf(roomUuid, messageUuid), method: 'delete', query: { emoji } });
    },
  }),
};

/** What a server that serves these features can do. */
export function capabilities(requester: Requester, features: ReadonlySet<Feature>): Capabilities {
  const names = (Object.keys(MAKERS) as (keyof typeof MAKERS)[]).filter((name) => features.has(name));
  return Object.fromEntries(names.map((name) => [name, MAKERS[name](requester)]));
}

function reactionsOf(roomUuid: string, messageUuid: string): string {
  return `${ROOMS}/${roomUuid}/messages/${messageUuid}/reactions`;
}

async function changesAfter(
  requester: Requester,
  roomUuid: string,
  revision: number,
  signal: AbortSignal,
): Promise<Changes> {
  const path = `${ROOMS}/${roomUuid}/messages/changes`;
  const answer = await requester.send({ path, query: { after: revision }, signal });
  const fields = fieldsOf(answer, 'changes');
  return {
    messages: itemsOf(answer, 'changes').map(parseMessage),
    revision: typeof fields['revision'] === 'number' ? fields['revision'] : null,
    isComplete: fields['complete'] === true,
  };
}
