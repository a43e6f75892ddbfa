import type { LitElement, TemplateResult } from 'lit';
import type { Localize } from '../../i18n/localize.js';
import { isEmojiOnly } from '../../markdown/emoji-only.js';
import type { CodeTools, MarkdownLabels, MarkdownPeople, PictureLookup } from '../../markdown/context.js';
import { loadFormatter } from '../../markdown/load.js';
import { lacksFormatter, renderMarkdown, renderTyped } from '../../markdown/render.js';
import { hasShortcode, hasUnknownShortcode, type EmojiLookup } from '../../markdown/shortcodes.js';
import { NO_CUSTOM_EMOJI, type CustomEmojis } from '../../model/custom-emoji.js';
import type { Body } from '../../model/message.js';
import { renderCustomEmoji } from '../shared/custom-emoji.js';
import { fetchEmoji, knownEmoji } from '../shared/shortcode-emoji.js';
import { codeBlock } from './code/code-block.js';
import type { CodeLabels } from './code/tools.js';
import { mayBeLong } from './fold.js';

/** A message's text as it is drawn. */
export interface ShownText {
  readonly content: TemplateResult;
  /** Whether it is a few emoji and nothing else, which are shown large. */
  readonly isLarge: boolean;
  /** Whether it may be too long to be shown as a whole. */
  readonly isLong: boolean;
}

/** The same, and what it was drawn with. */
interface DrawnText extends ShownText {
  readonly lang: string;
  /** Undefined while the emoji data are not there. */
  readonly emojiFor: EmojiLookup | undefined;
  /** Who read it, and the names that were asked for: those of whoever is named in it. */
  readonly people: { readonly me: string | null; readonly names: ReadonlyMap<string, string | undefined> };
  /** Of those that it may name; none where it names none. */
  readonly customEmoji: CustomEmojis;
  /** Whether it is drawn as its source, because what formats it is not loaded. */
  readonly lacksFormatter: boolean;
}

/** Emoji of the server's own, for texts that name them. */
export interface CustomEmojiSource {
  readonly customEmoji: CustomEmojis;
  /** Has them come; the host renders when they are there. */
  readonly want: () => void;
}

/** What a text may name. */
export type TextSurroundings = MarkdownPeople & CustomEmojiSource;

/** Any emoji, for counting them. */
const SOME_EMOJI = '🙂';

/** Rows come and go as one scrolls; what they show of a body is made once. */
const drawn = new WeakMap<Body, DrawnText>();

/** Draws the text of the host's message, and has the host render again when what the text needs has arrived. */
export class MessageText {
  readonly #host: LitElement;
  readonly #localize: Localize;
  readonly #around: () => TextSurroundings;
  /** The drawing whose missing parts were asked for. */
  #asked: DrawnText | undefined;

  /** @param around what its messages may name */
  constructor(host: LitElement, localize: Localize, around: () => TextSurroundings) {
    this.#host = host;
    this.#localize = localize;
    this.#around = around;
  }

  of(body: Body): ShownText {
    const lang = this.#localize.lang();
    const known = drawn.get(body);
    const text = known && this.#isCurrent(known, body, lang) ? known : this.#draw(body, lang);
    if (text !== this.#asked) this.#askFor(body, text);
    return text;
  }

  /** As it was typed: costs least. */
  typed({ text }: Body): ShownText {
    return {
      content: renderTyped(text, { emojiFor: undefined, labels: this.#labels() }),
      isLarge: false,
      isLong: mayBeLong(text),
    };
  }

  #draw(body: Body, lang: string): DrawnText {
    const { text } = body;
    const emojiFor = knownEmoji(lang);
    const { me, nameOf } = this.#around();
    const names = new Map<string, string | undefined>();
    const people = { me, nameOf: (uuid: string) => names.set(uuid, nameOf(uuid)).get(uuid) };
    const codeLabels = this.#codeLabels();
    const codeTools: CodeTools = (code) => codeBlock(code, codeLabels);
    const customEmoji = this.#customEmojiIn(body);
    const pictureFor = pictureLookup(customEmoji);
    const content = renderMarkdown(text, { emojiFor, pictureFor, people, labels: this.#labels(), codeTools });
    const isLarge = isEmojiOnly(text, (code) => emojiFor?.(code) ?? (customEmoji.has(code) ? SOME_EMOJI : undefined));
    const parts = { lang, emojiFor, people: { me, names }, customEmoji, lacksFormatter: lacksFormatter(text) };
    const made = { content, isLarge, isLong: mayBeLong(text), ...parts };
    drawn.set(body, made);
    return made;
  }

  #customEmojiIn({ text }: Body): CustomEmojis {
    return hasShortcode(text) ? this.#around().customEmoji : NO_CUSTOM_EMOJI;
  }

  #isCurrent(known: DrawnText, body: Body, lang: string): boolean {
    if (known.lang !== lang || known.emojiFor !== knownEmoji(lang)) return false;
    if (known.customEmoji !== this.#customEmojiIn(body)) return false;
    const { me, nameOf } = this.#around();
    const { names } = known.people;
    if (names.size > 0 && known.people.me !== me) return false;
    for (const [uuid, name] of names) if (nameOf(uuid) !== name) return false;
    return !known.lacksFormatter || lacksFormatter(body.text);
  }

  #labels(): MarkdownLabels {
    const localize = this.#localize;
    return {
      image: (alt) => localize.term('showImage', alt),
      taskDone: localize.term('taskDone'),
      taskOpen: localize.term('taskOpen'),
      code: localize.term('codeBlock'),
      spoiler: localize.term('spoiler'),
    };
  }

  #codeLabels(): CodeLabels {
    const localize = this.#localize;
    return {
      copy: localize.term('codeCopy'),
      wrap: localize.term('codeWrap'),
      copied: localize.term('codeCopied'),
      failed: localize.term('codeCopyFailed'),
    };
  }

  #askFor({ text }: Body, made: DrawnText): void {
    this.#asked = made;
    if (!made.emojiFor && hasShortcode(text)) void this.#renderAfter(fetchEmoji(made.lang));
    if (made.emojiFor && hasUnknownShortcode(text, made.emojiFor)) this.#around().want();
    if (made.lacksFormatter) void this.#renderAfter(loadFormatter());
  }

  async #renderAfter(arrival: Promise<boolean>): Promise<void> {
    if (await arrival) this.#host.requestUpdate();
  }
}

function pictureLookup(customEmoji: CustomEmojis): PictureLookup | undefined {
  if (customEmoji.size === 0) return undefined;
  return (code) => {
    const emoji = customEmoji.get(code);
    return emoji && renderCustomEmoji(emoji);
  };
}
