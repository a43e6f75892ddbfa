import { withoutSkinTone, type SkinTone } from './skin-tone.js';

const KEY = 'wazo-chat-emoji';
const MAX_RECENT = 24;
/** Longer than any emoji (a family has 25 UTF-16 units, and some are `:shortcode:`s): whatever else a page has put under our key stays out. */
const MAX_LENGTH = 64;

interface Saved {
  /** Without skin tone, the latest first. */
  readonly recent: readonly string[];
  readonly tone: SkinTone;
}

/** What we could not write: private windows, sandboxed frames and full storages refuse. */
let unsaved: Saved | undefined;

/** The emojis picked last, the latest first, without skin tone; at most 24. */
export function recentEmojis(): readonly string[] {
  return load().recent;
}

/** Puts `emoji` first among the recent ones. */
export function addRecentEmoji(emoji: string): void {
  const picked = withoutSkinTone(emoji);
  const { recent, tone } = load();
  save({ recent: [picked, ...recent.filter((other) => other !== picked)].slice(0, MAX_RECENT), tone });
}

/** The tone that the person has chosen, 0 if none. */
export function chosenSkinTone(): SkinTone {
  return load().tone;
}

export function chooseSkinTone(tone: SkinTone): void {
  save({ ...load(), tone });
}

function load(): Saved {
  if (unsaved) return unsaved;
  try {
    return parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return parse({});
  }
}

/** Also other versions of the widget and the page itself may have written there: what does not fit is left out. */
function parse(value: unknown): Saved {
  const { recent, tone } = (value ?? {}) as { recent?: unknown; tone?: unknown };
  const fits = (item: unknown): item is string => typeof item === 'string' && item !== '' && item.length <= MAX_LENGTH;
  return {
    recent: Array.isArray(recent) ? recent.filter(fits).slice(0, MAX_RECENT) : [],
    tone: isSkinTone(tone) ? tone : 0,
  };
}

function isSkinTone(value: unknown): value is SkinTone {
  return [0, 1, 2, 3, 4, 5].includes(value as number);
}

function save(value: Saved): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(value));
    unsaved = undefined;
  } catch {
    unsaved = value;
  }
}
