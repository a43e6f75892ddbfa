import { preloadStorage } from './device/browser/environment.js';
import { languageOf } from './i18n/localize.js';
import { WazoChatBanner } from './ui/banner/banner.js';
import { WazoGroupChat } from './ui/group-chat/group-chat.js';
import { prepareWhenIdle, warmUpWhenIdle } from './ui/group-chat/prepare.js';
import { define, load } from './ui/lazy.js';
import { WazoChatRoomList } from './ui/room-list/room-list.js';

// Inner elements first, so that the root finds them defined when it upgrades. What is not here registers itself when it
// arrives: see ui/lazy.ts.
define({
  'wazo-chat-banner': WazoChatBanner,
  'wazo-chat-room-list': WazoChatRoomList,
  'wazo-group-chat': WazoGroupChat,
});

// The element will be on the page, or is already: what every conversation needs comes at once.
void load('conversation');
preloadStorage();
prepareWhenIdle(languageOf(document.documentElement));
void warmUpWhenIdle();
