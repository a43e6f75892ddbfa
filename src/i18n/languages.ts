import { en } from './en.js';
import type { enConversation } from './en-conversation.js';
import { languageChanged } from './hosts.js';
import type { Translation } from './terms.js';

/** The languages beside English, each loaded when it is first spoken. */
const LANGUAGES = new Map<string, () => Promise<Translation>>([['fr', async () => (await import('./fr.js')).fr]]);
/** English is spoken from the start, by each part with the words that came with it. */
type English = typeof en & typeof enConversation;

/** The terms that are there, by primary language. */
const loaded = new Map<string, Translation>([['en', en as English]]);

/** Whether the terms of a language are there; English ones always are, and answer for languages that have none. */
export function isLanguageLoaded(lang: string): boolean {
  const language = primary(lang);
  return !LANGUAGES.has(language) || loaded.has(language);
}

/** The terms for a language tag, as far as they are there. */
export function termsOf(lang: string): Translation {
  return loaded.get(primary(lang)) ?? english();
}

function english(): Translation {
  return loaded.get('en') as English;
}

const learned = new WeakSet<Partial<Translation>>();

/** More English words, those of a part that has arrived; each row of a thread brings them again. */
export function learnEnglish(words: Partial<Translation>): void {
  if (learned.has(words)) return;
  learned.add(words);
  loaded.set('en', { ...english(), ...words });
}

/** Brings the terms of a language. Never rejects: what cannot be loaded is said in English. */
export async function loadLanguage(lang: string): Promise<void> {
  const language = primary(lang);
  try {
    const translation = await LANGUAGES.get(language)?.();
    if (!translation) return;
    loaded.set(language, translation);
    // Who speaks it already, in another widget of the page, says it anew.
    languageChanged();
  } catch {
    // The next element, or the next change of the language, tries again.
  }
}

function primary(lang: string): string {
  return lang.split('-')[0]?.toLowerCase() ?? '';
}
