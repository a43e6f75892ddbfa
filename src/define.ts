import { WazoChatBanner } from './ui/banner/banner.js';
import { WazoChatComposer } from './ui/composer/composer.js';
import { WazoGroupChat } from './ui/group-chat/group-chat.js';
import { WazoChatMessage } from './ui/message/message.js';
import { WazoChatReactionBar } from './ui/message/reactions/reaction-bar.js';
import { WazoChatRoomList } from './ui/room-list/room-list.js';
import { WazoChatThread } from './ui/thread/thread.js';

// Inner elements first, so that the root finds them defined when it upgrades. A tag that is taken stays as it is: the
// script may be on a page twice. The room dialog and the emoji picker register themselves when they are first needed.
const ELEMENTS: readonly (readonly [tag: string, element: CustomElementConstructor])[] = [
  ['wazo-chat-banner', WazoChatBanner],
  ['wazo-chat-reaction-bar', WazoChatReactionBar],
  ['wazo-chat-message', WazoChatMessage],
  ['wazo-chat-composer', WazoChatComposer],
  ['wazo-chat-room-list', WazoChatRoomList],
  ['wazo-chat-thread', WazoChatThread],
  ['wazo-group-chat', WazoGroupChat],
];

for (const [tag, element] of ELEMENTS) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
