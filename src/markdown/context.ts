import type { Parents } from 'mdast';
import type { EmojiLookup } from './shortcodes.js';

/** Texts that a person hears or reads, already translated. */
export interface MarkdownLabels {
  /** Text of the button that loads a remote picture. */
  readonly image: (alt: string) => string;
  readonly taskDone: string;
  readonly taskOpen: string;
  /** Name of a block of code, which takes the focus so that it can be scrolled by keyboard. */
  readonly code: string;
}

export interface MarkdownOptions {
  /** Emoji for a `:shortcode:`, or undefined when unknown or not loaded. */
  readonly emojiFor?: EmojiLookup | undefined;
  /** Labels, already translated. */
  readonly labels: MarkdownLabels;
}

/** What the renderers of the parts of one message share. */
export interface RenderContext {
  readonly emojiFor: EmojiLookup | undefined;
  readonly labels: MarkdownLabels;
  /** Inside a link there must be no other link and no button. */
  readonly isInLink: boolean;
  /** How many nodes enclose the one being rendered. */
  readonly depth: number;
  /** Renders what is inside a node; here, so that the renderers of parts need not import the whole. */
  readonly children: (parent: Parents, context: RenderContext) => unknown;
}
