import { ChatFailure } from '../../model/errors.js';
import type { Gif } from '../../model/gif.js';
import { addressOf, fieldsOf, itemsOf, numberOf, stringOf } from '../parse.js';
import { readItems } from '../skipped.js';
import { ROOMS } from '../wire.js';
import type { FeatureModule } from './feature.js';

export const gifs: FeatureModule<'gifs'> = {
  name: 'gifs',
  make: ({ requester, origin, skip }) => ({
    search: async (search, { limit, offset, signal, language: lang }) => {
      const query = { limit, offset, lang, ...(search ? { search } : {}) };
      const answer = await requester.send({ path: `${ROOMS}/gifs`, query, signal });
      const items = readItems('gifs', itemsOf(answer, 'gifs'), (item) => parseGif(item, origin), skip);
      return { items, total: numberOf(fieldsOf(answer, 'gifs'), 'filtered') };
    },
  }),
};

function parseGif(value: unknown, origin: string): Gif {
  const fields = fieldsOf(value, 'gif');
  const [url, previewUrl] = [addressOf(fields, origin), addressOf(fields, origin, 'preview_url')];
  if (!url || !previewUrl) throw new ChatFailure('server', 'A GIF has no address.');
  return {
    id: stringOf(fields, 'id'),
    title: stringOf(fields, 'title'),
    url,
    previewUrl,
    width: numberOf(fields, 'width'),
    height: numberOf(fields, 'height'),
  };
}
