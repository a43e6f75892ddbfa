import { loadEmojiData, withCustomEmoji, type EmojiData } from '../../emoji/emoji-data.js';
import { NO_CUSTOM_EMOJI, type CustomEmojis } from '../../model/custom-emoji.js';

export type EmojiLoader = (lang: string) => Promise<EmojiData>;

/** What there is to show: data, the failure to get it, or neither while it is loading. */
export interface EmojiSourceState {
  readonly data?: EmojiData;
  readonly hasFailed: boolean;
}

/** Loads the emoji of the language asked for last, with the server's own; an answer that was overtaken is dropped. */
export class EmojiSource {
  readonly #onChange: (state: EmojiSourceState) => void;
  #lang: string | undefined;
  #loader: EmojiLoader = loadEmojiData;
  #attempt = 0;
  #standard: EmojiSourceState = { hasFailed: false };
  #custom: CustomEmojis = NO_CUSTOM_EMOJI;

  constructor(onChange: (state: EmojiSourceState) => void) {
    this.#onChange = onChange;
  }

  /** Loads, unless the same was asked for already. */
  request(lang: string, loader: EmojiLoader): void {
    if (lang === this.#lang && loader === this.#loader) return;
    this.#lang = lang;
    this.#loader = loader;
    void this.retry();
  }

  /** These belong to them from now on. */
  add(custom: CustomEmojis): void {
    if (custom === this.#custom) return;
    this.#custom = custom;
    if (this.#standard.data) this.#tell(this.#standard);
  }

  async retry(): Promise<void> {
    if (this.#lang === undefined) return;
    const attempt = ++this.#attempt;
    this.#tell({ hasFailed: false });
    const outcome = await outcomeOf(this.#loader, this.#lang);
    if (attempt === this.#attempt) this.#tell(outcome);
  }

  #tell(standard: EmojiSourceState): void {
    this.#standard = standard;
    const { data } = standard;
    this.#onChange(data ? { ...standard, data: withCustomEmoji(data, this.#custom.values()) } : standard);
  }
}

async function outcomeOf(loader: EmojiLoader, lang: string): Promise<EmojiSourceState> {
  try {
    return { data: await loader(lang), hasFailed: false };
  } catch {
    return { hasFailed: true };
  }
}
