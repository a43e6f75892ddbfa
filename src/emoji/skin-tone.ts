/** 0 is the neutral yellow; 1 to 5 are Fitzpatrick's types from light to dark. */
export type SkinTone = 0 | 1 | 2 | 3 | 4 | 5;

const VARIATION_SELECTOR = '\uFE0F';
const MODIFIER = /(\p{Emoji_Modifier_Base})[\u{1F3FB}-\u{1F3FF}]/gu;
const FIRST_PERSON = /^(\p{Emoji_Modifier_Base})\uFE0F?/u;
/** The other one of a couple (🧑‍🤝‍🧑, 👩‍❤️‍👨): it takes the tone too. */
const SECOND_PERSON = /(?<=\u200D)[👨👩🧑]$/u;
/** Families have no tones although people in them do; 👯 and 🤼 have some only since Unicode 17. */
const WITHOUT_TONES = /\u200D[👦👧🧒]|^[👪👯🤼]/u;

/** Pairs that are one character in one tone, and a sequence of two people as soon as their tones differ. */
const PAIRS: Readonly<Record<string, string>> = {
  '👩‍🤝‍👩': '👭',
  '👩‍🤝‍👨': '👫',
  '👨‍🤝‍👨': '👬',
  '🧑‍❤️‍🧑': '💑',
  '🧑‍❤️‍💋‍🧑': '💏',
  '🫱‍🫲': '🤝',
};

/** `emoji` in `tone`, whichever tone it had; as it is when it takes none. A couple gets one tone for both. */
export function withSkinTone(emoji: string, tone: SkinTone): string {
  const neutral = withoutSkinTone(emoji);
  if (tone === 0 || WITHOUT_TONES.test(neutral)) return neutral;
  const modifier = String.fromCodePoint(0x1f3fa + tone);
  if (!FIRST_PERSON.test(neutral)) return neutral;
  return neutral.replace(SECOND_PERSON, `$&${modifier}`).replace(FIRST_PERSON, `$1${modifier}`);
}

/** The neutral form of `emoji`: 👍 for 👍🏽, 🕵️ for 🕵🏽. */
export function withoutSkinTone(emoji: string): string {
  const neutral = emoji.replace(MODIFIER, (_toned, base: string) =>
    // What is text by default (☝, 🕵) needs the selector again that the tone had replaced.
    /^\p{Emoji_Presentation}/u.test(base) ? base : base + VARIATION_SELECTOR,
  );
  return PAIRS[neutral] ?? neutral;
}
