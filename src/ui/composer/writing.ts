import type { Elements } from '../lazy.js';
import { WazoChatComposer } from './composer.js';
import { WazoChatThumbnail } from './thumbnail.js';

/** Where messages are written, and what that is made of. */
export const elements: Elements = {
  'wazo-chat-thumbnail': WazoChatThumbnail,
  'wazo-chat-composer': WazoChatComposer,
};
