/** A conversation of 2 to 100 people. */
export interface Room {
  readonly uuid: string;
  /** Null or blank for a nameless room, which shows its people instead. */
  readonly name: string | null;
  readonly participants: readonly Participant[];
}

export interface Participant {
  readonly uuid: string;
}
