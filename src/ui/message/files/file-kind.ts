import type { Part } from '../../../model/message.js';
import { isVoiceMessage } from '../../shared/voice-file.js';

/** How a file is shown in its message: as a picture, with a player, or as a card to save it by. */
export type FileKind = 'picture' | 'voice' | 'sound' | 'film' | 'other';

/** Pictures that every browser shows. */
const PICTURE = /^image\/(png|apng|jpeg|gif|webp|avif|bmp)$/;

/** By its media type and what this browser can play. */
export function fileKindOf(part: Part): FileKind {
  const { contentType } = part;
  if (PICTURE.test(contentType)) return 'picture';
  if (contentType.startsWith('audio/'))
    return !canPlay('audio', contentType) ? 'other' : isVoiceMessage(part) ? 'voice' : 'sound';
  if (contentType.startsWith('video/')) return canPlay('video', contentType) ? 'film' : 'other';
  return 'other';
}

const playable = new Map<string, boolean>();

function canPlay(tag: 'audio' | 'video', contentType: string): boolean {
  let can = playable.get(contentType);
  if (can === undefined) {
    can = document.createElement(tag).canPlayType(contentType) !== '';
    playable.set(contentType, can);
  }
  return can;
}

/** What people call its type: the ending of its name, else what its media type says. */
export function typeName({ name, contentType }: Part): string {
  const ending = /[^.]\.([\p{L}\p{N}]{1,8})$/u.exec(name)?.[1];
  return (ending ?? contentType.split('/').at(-1)?.split(/[.+-]/).at(-1) ?? '').toUpperCase();
}
