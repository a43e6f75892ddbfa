import { CSSResult, type ReactiveElement } from 'lit';

/** Custom elements by their tags. */
export type Elements = Readonly<Record<string, CustomElementConstructor>>;

interface Chunk {
  readonly elements: Elements;
}

/**
 * What is loaded when it is first needed, each a chunk of its own. The paths are spelt out for bundlers. A module may be
 * asked for again after it failed to arrive.
 */
const LAZY = {
  /** Asked for as soon as the element is on the page: it comes beside the first answers of the server. */
  conversation: () => together(import('./composer/writing.js'), import('./thread/conversation.js')),
  emojiPicker: () => import('./emoji-picker/emoji-picker.js'),
  gifPicker: () => import('./gif-picker/gif-picker.js'),
  linkPreview: () => import('./link-preview/link-preview.js'),
  lightbox: () => import('./lightbox/lightbox.js'),
  personCard: () => import('./person-card/person-card.js'),
  roomDialog: () => import('./room-dialog/room-dialog.js'),
  voicePlayer: () => import('./voice/voice-player.js'),
  voiceRecorder: () => import('./voice/voice-recorder.js'),
} as const satisfies Record<string, () => Promise<Chunk>>;

/** Several that are of no use without each other, in their order; asked for at once. */
async function together(...chunks: readonly Promise<Chunk>[]): Promise<Chunk> {
  const all = await Promise.all(chunks);
  return { elements: Object.assign({}, ...all.map(({ elements }) => elements)) as Elements };
}

export type LazyName = keyof typeof LAZY;

/**
 * Loads a part and registers its elements. Never rejects; whoever asked says what failed where the person clicked, and may
 * ask again.
 *
 * @returns whether it is there now
 */
export async function load(
  name: LazyName,
  chunks: Readonly<Record<LazyName, () => Promise<Chunk>>> = LAZY,
): Promise<boolean> {
  try {
    const { elements } = await chunks[name]();
    define(elements);
    return true;
  } catch {
    return false;
  }
}

/** Registers elements. A tag that is taken stays as it is: the script may be on a page twice. */
export function define(elements: Elements): void {
  for (const [tag, element] of Object.entries(elements)) {
    if (!customElements.get(tag)) customElements.define(tag, element);
    parseStylesWhenIdle(element);
  }
}

/** An element that is not on the page yet need not wait for its style sheets when it comes. Not in Safari, where it does. */
function parseStylesWhenIdle(element: CustomElementConstructor): void {
  if (!('requestIdleCallback' in globalThis)) return;
  const { elementStyles = [] } = element as Partial<typeof ReactiveElement>;
  requestIdleCallback(() => elementStyles.forEach((style) => style instanceof CSSResult && style.styleSheet));
}
