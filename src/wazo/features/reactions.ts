import { ROOMS } from '../wire.js';
import type { FeatureModule } from './feature.js';

export const reactions: FeatureModule<'reactions'> = {
  name: 'reactions',
  make: ({ requester }) => ({
    add: async (roomUuid, messageUuid, emoji) => {
      await requester.send({ path: reactionsOf(roomUuid, messageUuid), method: 'post', body: { emoji } });
    },
    remove: async (roomUuid, messageUuid, emoji) => {
      await requester.send({ path: reactionsOf(roomUuid, messageUuid), method: 'delete', query: { emoji } });
    },
  }),
};

function reactionsOf(roomUuid: string, messageUuid: string): string {
  return `${ROOMS}/${roomUuid}/messages/${messageUuid}/reactions`;
}
