import type { Elements } from '../lazy.js';
import { WazoChatVoicePlayer } from './player.js';

export const elements: Elements = { 'wazo-chat-voice-player': WazoChatVoicePlayer };
