import type { Item } from './messages.js';

/** A chat under measurement, behind what the probes need to know of it. */
export interface Contender {
  /** Makes the data ready in the contender's own shapes, which is not measured: messages 0 to count - 1, and rooms. */
  prepare(messages: number, rooms: number): void | Promise<void>;
  /**
   * Puts on the page what a room, or the list, is opened in, before any clock starts; absent where opening it puts the
   * whole contender there.
   */
  standBy?(what: 'room' | 'rooms'): Promise<void>;
  /** Puts the room on screen. */
  openRoom(): void;
  /** Puts the list of rooms on screen; absent where the contender has none. */
  openRooms?(): void;
  /** Puts a contender with `standBy` on screen from nothing at all, with the room open, or without. */
  begin?(what: 'room' | 'rooms'): void;
  /** Takes it off the page; resolves when what it keeps on the device is kept. */
  leave?(): Promise<void>;
  /** Hands over one message of another person, as it would come from a socket. */
  receive(item: Item): void;
  /** The box in which messages scroll. */
  scroller(): HTMLElement | null;
  /** Selects the rows of messages, and what else fills the thread between them. */
  readonly rows: string;
  /** Selects rows of messages only. */
  readonly messages: string;
  input(): HTMLElement | null;
  /** The topmost row of the room list. */
  firstRoom?(): Element | null;
}
