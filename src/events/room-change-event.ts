/** Fired by `<wazo-group-chat>` when another room comes on screen, or none. Bubbles and crosses shadow boundaries. */
export class WazoChatRoomChangeEvent extends Event {
  /** The room's uuid, or null when no room is open. */
  readonly room: string | null;

  constructor(room: string | null) {
    super('wazo-chat-room-change', { bubbles: true, composed: true });
    this.room = room;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'wazo-chat-room-change': WazoChatRoomChangeEvent;
  }
}
