/** A conversation of 2 to 100 people. */
export interface Room {
  readonly uuid: string;
  /** Null or blank for a nameless room, which shows its people instead. */
  readonly name: string | null;
  readonly participants: readonly Participant[];
  /** The room's counter of changes when this was read; 0 where the server does not count. */
  readonly revision: number;
  /** What the server knows of my reading; null on a server without receipts. */
  readonly reading: RoomReading | null;
}

export interface RoomReading {
  /** Messages of others after the last one that I read. */
  readonly unread: number;
  readonly lastReadMessageUuid: string | null;
}

export interface Participant {
  readonly uuid: string;
}
