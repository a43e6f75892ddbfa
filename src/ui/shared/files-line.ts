import type { Localize } from '../../i18n/localize.js';
import type { Part } from '../../model/message.js';
import { isVoiceMessage } from './voice-file.js';

/** What stands for a message's files where there is one line for all of it: the name of one, the number of more. */
export function filesLine(parts: readonly Part[], localize: Localize): string {
  const [only] = parts;
  if (!only) return '';
  if (parts.length === 1 && isVoiceMessage(only)) return `🎤 ${localize.term('voiceMessage')}`;
  return `📎 ${parts.length === 1 ? only.name : localize.term('fileCount', parts.length)}`;
}

/** A message's text in one line, and what stands for its files. */
export function withFilesLine(text: string, parts: readonly Part[], localize: Localize): string {
  return [text, filesLine(parts, localize)].filter((each) => each !== '').join(' ');
}
