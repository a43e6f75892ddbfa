import { parsePart } from '../parse.js';
import { ROOMS } from '../wire.js';
import type { FeatureModule } from './feature.js';

export const attachments: FeatureModule<'attachments'> = {
  name: 'attachments',
  make: ({ requester, origin }) => ({
    upload: async (roomUuid, part, file, signal, onProgress) => {
      const path = `${ROOMS}/${roomUuid}/attachments`;
      return parsePart(await requester.upload({ path, name: part.name, file, signal, onProgress }), origin);
    },
  }),
};
