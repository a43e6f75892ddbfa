import type { ChatErrorCode } from '../model/errors.js';

/**
 * Fired by `<wazo-group-chat>` for everything that goes wrong, also for what it shows or mends by itself. Bubbles and
 * crosses shadow boundaries.
 */
export class WazoChatErrorEvent extends Event {
  readonly code: ChatErrorCode;
  /** For developers, in English. */
  readonly detail: string;

  constructor(code: ChatErrorCode, detail: string) {
    super('wazo-chat-error', { bubbles: true, composed: true });
    this.code = code;
    this.detail = detail;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'wazo-chat-error': WazoChatErrorEvent;
  }
}
