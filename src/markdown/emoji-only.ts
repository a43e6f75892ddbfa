import { replaceShortcodes, type EmojiLookup } from './shortcodes.js';

/** More emojis than this are a sentence, not a gesture. */
const MAX = 3;
/** Longer than any three emojis or shortcodes: no need to look at the text. */
const MAX_LENGTH = 240;

// One emoji: a flag of two letters; a keycap; or pictographs joined by U+200D, each with its variation or skin tone,
// or the tag characters that spell a region's flag. Text-style symbols such as © count only with U+FE0F, older
// symbols from U+2600 on, such as ❤, also without, because many keyboards and servers leave it out.
const PICTOGRAPH = String.raw`(?!\p{Regional_Indicator})(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|[^\d#*\P{Emoji}]\uFE0F|\p{Emoji_Presentation}|(?=[\u2600-\u{1FAFF}])\p{Extended_Pictographic}(?!\uFE0E))(?:[\u{E0020}-\u{E007E}]+\u{E007F})?`;
const JOINED = String.raw`${PICTOGRAPH}(?:\u200D(?:${PICTOGRAPH}|\p{Extended_Pictographic}))*`;
const EMOJI = String.raw`(?:\p{Regional_Indicator}{2}|[\d#*]\uFE0F?\u20E3|${JOINED})`;
const EMOJI_ONLY = new RegExp(String.raw`^\s*(?:${EMOJI}\s*){1,${MAX}}$`, 'u');

/** True when a message is one to three emojis and nothing else; white space and shortcodes are allowed. */
export function isEmojiOnly(source: string, emojiFor?: EmojiLookup): boolean {
  if (source.length > MAX_LENGTH) return false;
  return EMOJI_ONLY.test(emojiFor ? replaceShortcodes(source, emojiFor) : source);
}
