import { WazoChatMessage } from '../message/message.js';
import { WazoChatReactionBar } from '../message/reactions/reaction-bar.js';
import type { Elements } from '../lazy.js';
import { WazoChatThread } from './thread.js';

/** A conversation and what it is made of but its composer; inner elements first, so that the outer ones find them defined. */
export const elements: Elements = {
  'wazo-chat-reaction-bar': WazoChatReactionBar,
  'wazo-chat-message': WazoChatMessage,
  'wazo-chat-thread': WazoChatThread,
};
