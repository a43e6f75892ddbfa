import { NO_CUSTOM_EMOJI, type CustomEmojis } from '../../model/custom-emoji.js';
import { NO_FEATURES, STOCK_LIMITS, type Feature, type Limits } from '../../model/features.js';
import type { LinkPreviewer } from '../../model/link-preview.js';
import type { Part } from '../../model/message.js';
import type { ChatSession } from '../../session/session.js';

/** What a message may ask for. */
export type MessageCommands = Pick<
  ChatSession,
  'toggleReaction' | 'retry' | 'discard' | 'renewAddresses' | 'report' | 'wantCustomEmoji'
>;

/** What the messages of a thread have in common. A new object whenever one of its parts changes. */
export interface MessageContext {
  /** Who reads. */
  readonly me: string | null;
  /** What the server can do. */
  readonly features: ReadonlySet<Feature>;
  readonly limits: Limits;
  /** The server's own emoji, as far as they are there. */
  readonly customEmoji: CustomEmojis;
  readonly commands: MessageCommands | undefined;
  /** Shows a picture large. @param opener has the focus again afterwards */
  readonly showPicture: (part: Part, opener: HTMLElement) => void;
  /** Whether the person asked their device for less motion. */
  readonly reducesMotion: boolean;
  /** Whether what comes now passes by faster than anybody reads: it is drawn plain. */
  readonly isFling: () => boolean;
  /** Changes the height of a row, of which one edge stays in its place. @param change resolves when it has rendered */
  readonly resize: ResizeRow;
  /** Tells what links lead to; null: nothing of it is shown. */
  readonly linkPreview: LinkPreviewer | null;
}

export type ResizeRow = (row: HTMLElement, edge: 'start' | 'end', change: () => Promise<unknown>) => Promise<unknown>;

/** Of a message that stands alone: it can be read. */
export const NO_CONTEXT: MessageContext = {
  me: null,
  features: NO_FEATURES,
  limits: STOCK_LIMITS,
  customEmoji: NO_CUSTOM_EMOJI,
  commands: undefined,
  showPicture: () => undefined,
  reducesMotion: false,
  isFling: () => false,
  resize: (_row, _edge, change) => change(),
  linkPreview: null,
};

export function messageContext(
  me: string | null,
  features: ReadonlySet<Feature>,
  limits: Limits,
  customEmoji: CustomEmojis,
  commands: MessageCommands | undefined,
  showPicture: MessageContext['showPicture'],
  reducesMotion: boolean,
  isFling: () => boolean,
  resize: ResizeRow,
  linkPreview: LinkPreviewer | null,
): MessageContext {
  return { me, features, limits, customEmoji, commands, showPicture, reducesMotion, isFling, resize, linkPreview };
}
