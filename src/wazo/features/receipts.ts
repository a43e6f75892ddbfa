import { ROOMS } from '../wire.js';
import type { FeatureModule } from './feature.js';

export const receipts: FeatureModule<'receipts'> = {
  name: 'receipts',
  make: ({ requester }) => ({
    markRead: async (roomUuid, messageUuid) => {
      const body = { message_uuid: messageUuid };
      await requester.send({ path: `${ROOMS}/${roomUuid}/read`, method: 'put', body });
    },
  }),
};
