import type { ChatErrorCode } from './errors.js';
import type { Limits } from './features.js';

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Why `content` cannot be sent, or null. Servers answer some of these with 500 or without CORS headers. */
export function contentProblem(content: string, limit: number): ChatErrorCode | null {
  if (content.trim() === '') return 'content-empty';
  if (content.length > limit) return 'content-too-long';
  if (hasInvalidCharacter(content)) return 'content-invalid';
  return null;
}

/** Why a file cannot be sent at all, or null. */
export function fileProblem({ size }: Blob, { attachmentSize }: Limits): 'file-empty' | 'file-too-large' | null {
  if (size === 0) return 'file-empty';
  return size > attachmentSize ? 'file-too-large' : null;
}

/** Whether `text` holds U+0000 or half of a surrogate pair: characters that no Wazo service can store. */
export function hasInvalidCharacter(text: string): boolean {
  return text.includes('\0') || LONE_SURROGATE.test(text);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The longest room name that can be given; chatd itself has no limit. */
export const ROOM_NAME_LIMIT = 1_000;
