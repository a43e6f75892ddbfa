import { ChatFailure } from '../../model/errors.js';
import { isShortcode, type CustomEmoji } from '../../model/custom-emoji.js';
import { addressOf, fieldsOf, itemsOf, stringOf } from '../parse.js';
import { readItems } from '../skipped.js';
import { ROOMS } from '../wire.js';
import type { FeatureModule } from './feature.js';

export const customEmoji: FeatureModule<'custom_emoji'> = {
  name: 'custom_emoji',
  make: ({ requester, origin, skip }) => ({
    list: async (signal) => {
      const answer = await requester.send({ path: `${ROOMS}/emojis`, signal });
      return readItems('custom emoji', itemsOf(answer, 'emojis'), (item) => parseEmoji(item, origin), skip);
    },
  }),
};

function parseEmoji(value: unknown, origin: string): CustomEmoji {
  const fields = fieldsOf(value, 'emoji');
  const [shortcode, url] = [stringOf(fields, 'shortcode').toLowerCase(), addressOf(fields, origin)];
  if (!isShortcode(shortcode)) throw new ChatFailure('server', `No shortcode: ${shortcode}`);
  if (!url) throw new ChatFailure('server', `The emoji ${shortcode} has no address.`);
  return { shortcode, url };
}
