import type { TemplateResult } from 'lit';
import type { Code, Parents } from 'mdast';
import type { EmojiLookup } from './shortcodes.js';

/** Texts that a person hears or reads, already translated. */
export interface MarkdownLabels {
  /** Text of the button that loads a remote picture. */
  readonly image: (alt: string) => string;
  readonly taskDone: string;
  readonly taskOpen: string;
  /** Name of a block of code, which takes the focus so that it can be scrolled by keyboard. */
  readonly code: string;
  /** Name of a text that is hidden until one presses it. */
  readonly spoiler: string;
}

/** A block of code; the same object for as long as the message is drawn the same. */
export type ShownCode = Readonly<Pick<Code, 'value' | 'lang'>>;
/** Those whom a message may name, and the rooms. */
export interface MarkdownPeople {
  /** Who reads; null before that is known. */
  readonly me: string | null;
  /** The name that a person or a room has now, by uuid; undefined for one that the reader does not know, or not yet. */
  readonly nameOf: (uuid: string) => string | undefined;
}

export interface MarkdownOptions {
  /** Emoji for a `:shortcode:`, or undefined when unknown or not loaded. */
  readonly emojiFor?: EmojiLookup | undefined;
  /** Left out, mentions are nothing but text. */
  readonly people?: MarkdownPeople | undefined;
  /** Draws the emoji of a `:shortcode:` that is a picture, or answers undefined when it is none. */
  readonly pictureFor?: PictureLookup | undefined;
  /** Labels, already translated. */
  readonly labels: MarkdownLabels;
  /** What stands in the head of a block of code beside its language. */
  readonly codeTools?: CodeTools | undefined;
}

export type CodeTools = (code: ShownCode) => unknown;

export type PictureLookup = (shortcode: string) => TemplateResult | undefined;

/** What the renderers of the parts of one message share. */
export interface RenderContext {
  readonly emojiFor: EmojiLookup | undefined;
  readonly pictureFor: PictureLookup | undefined;
  readonly labels: MarkdownLabels;
  readonly codeTools: CodeTools | undefined;
  readonly people: MarkdownPeople | undefined;
  /** Inside a link there must be no other link and no button. */
  readonly isInLink: boolean;
  /** How many nodes enclose the one being rendered. */
  readonly depth: number;
  /** Renders what is inside a node; here, so that the renderers of parts need not import the whole. */
  readonly children: (parent: Parents, context: RenderContext) => unknown;
}

declare module 'mdast' {
  interface CodeData {
    /** The lines in parts that are laid out one by one, where they are too many for one go: see slice-tree.ts. */
    slices?: readonly string[];
  }
}
