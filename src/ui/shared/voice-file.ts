import type { Part } from '../../model/message.js';

/** Media types of sound that browsers record, and the ending of their files. */
const ENDINGS: Readonly<Record<string, string>> = { 'audio/mp4': 'm4a', 'audio/ogg': 'ogg', 'audio/webm': 'webm' };

const NAME = /^voice-message-\d{4}-\d\d-\d\d-\d\d\.\d\d\.(m4a|mp4|ogg|webm)$/;

/** The name of what was spoken at a moment, by which it is known as such: `voice-message-2026-11-28-14.05.webm`. */
export function voiceName(date: Date, contentType: string): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  const ending = ENDINGS[contentType.split(';')[0] ?? ''] ?? 'webm';
  return `voice-message-${day}-${two(date.getHours())}.${two(date.getMinutes())}.${ending}`;
}

/** Whether a file was spoken for its message, and is no other sound. */
export function isVoiceMessage({ name, contentType }: Pick<Part, 'name' | 'contentType'>): boolean {
  return contentType.startsWith('audio/') && NAME.test(name);
}
