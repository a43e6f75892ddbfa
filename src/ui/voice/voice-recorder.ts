import type { Elements } from '../lazy.js';
import { WazoChatVoicePlayer } from './player.js';
import { WazoChatVoiceRecorder } from './recorder.js';

/** What records, and what is heard of it before it is sent. */
export const elements: Elements = {
  'wazo-chat-voice-player': WazoChatVoicePlayer,
  'wazo-chat-voice-recorder': WazoChatVoiceRecorder,
};
