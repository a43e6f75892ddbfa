/** The GIF that the person chose is on its way. Internal: the popover around closes. */
export class GifSentEvent extends Event {
  constructor() {
    super('gif-sent', { bubbles: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'gif-sent': GifSentEvent;
  }
}
