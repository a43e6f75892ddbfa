import { WazoChatBanner } from './ui/banner/banner.js';
import { WazoChatComposer } from './ui/composer/composer.js';
import { WazoGroupChat } from './ui/group-chat/group-chat.js';
import { define } from './ui/lazy.js';
import { WazoChatMessage } from './ui/message/message.js';
import { WazoChatReactionBar } from './ui/message/reactions/reaction-bar.js';
import { WazoChatRoomList } from './ui/room-list/room-list.js';
import { WazoChatThread } from './ui/thread/thread.js';

// Inner elements first, so that the root finds them defined when it upgrades. What is not here registers itself when it is
// first needed: see ui/lazy.ts.
define({
  'wazo-chat-banner': WazoChatBanner,
  'wazo-chat-reaction-bar': WazoChatReactionBar,
  'wazo-chat-message': WazoChatMessage,
  'wazo-chat-composer': WazoChatComposer,
  'wazo-chat-room-list': WazoChatRoomList,
  'wazo-chat-thread': WazoChatThread,
  'wazo-group-chat': WazoGroupChat,
});
