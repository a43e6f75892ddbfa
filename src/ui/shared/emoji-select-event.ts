/** The person picked an emoji, in the skin tone they chose. Internal: the host element acts on it and lets it end there. */
export class EmojiSelectEvent extends Event {
  readonly emoji: string;

  constructor(emoji: string) {
    super('emoji-select', { bubbles: true });
    this.emoji = emoji;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'emoji-select': EmojiSelectEvent;
  }
}
