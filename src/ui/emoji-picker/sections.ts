import type { Emoji, EmojiData, EmojiGroupId } from '../../emoji/emoji-data.js';
import type { Translation } from '../../i18n/terms.js';

export type SectionId = EmojiGroupId | 'recent' | 'results';

/** A stretch of the grid under one heading; never empty. */
export interface Section {
  readonly id: SectionId;
  readonly emojis: readonly Emoji[];
}

/** More than anyone reads through; a search for one letter matches hundreds. */
const MAX_RESULTS = 200;

export const SECTION_NAMES = {
  recent: 'emojiGroupRecent',
  results: 'emojiSearch',
  smileys: 'emojiGroupSmileys',
  people: 'emojiGroupPeople',
  animals: 'emojiGroupAnimals',
  food: 'emojiGroupFood',
  travel: 'emojiGroupTravel',
  activities: 'emojiGroupActivities',
  objects: 'emojiGroupObjects',
  symbols: 'emojiGroupSymbols',
  flags: 'emojiGroupFlags',
  custom: 'emojiGroupCustom',
} as const satisfies Record<SectionId, keyof Translation>;

/** What the grid shows: the matches of `term`, or without one the recent emojis and all categories. */
export function sectionsOf(data: EmojiData, recent: readonly string[], term: string): readonly Section[] {
  if (term.trim() !== '') return withoutEmpty([{ id: 'results', emojis: data.search(term, MAX_RESULTS) }]);
  const known = recent.map((emoji) => data.find(emoji)).filter((emoji) => emoji !== undefined);
  return withoutEmpty([{ id: 'recent', emojis: known }, ...data.groups]);
}

function withoutEmpty(sections: readonly Section[]): readonly Section[] {
  return sections.filter(({ emojis }) => emojis.length > 0);
}
