/**
 * Something that happened, with those who are to learn of it. Plain data: what JSON can say, so that another bus may
 * carry it to another process.
 */
export interface BusEvent {
  readonly name: string;
  readonly tenantUuid: string;
  /** User uuids, or every user of the tenant. */
  readonly recipients: readonly string[] | 'tenant';
  /**
   * The access that a recipient's token needs; `{recipient}` stands for the uuid of the recipient:
   * `events.chatd.users.{recipient}.rooms.created`.
   */
  readonly requiredAcl: string;
  /** Keys that the envelope carries beside `data`. */
  readonly keys?: EnvelopeKeys;
  readonly data: object;
}

export interface EnvelopeKeys {
  readonly room_uuid?: string;
  readonly message_uuid?: string;
  readonly session_uuid?: string;
  /** The room's counter after a change of the message that `message_uuid` names. */
  readonly revision?: number;
}

/** One event on its way to one recipient. */
export interface Delivery {
  readonly name: string;
  readonly tenantUuid: string;
  readonly recipient: { readonly userUuid: string } | 'tenant';
  readonly requiredAcl: string;
  /** The envelope as JSON; made on the first call, so that a recipient who is away costs nothing. */
  envelope(): string;
}

export interface Bus {
  /** Returns at once; call it only after the transaction has committed. */
  publish(event: BusEvent): void;
  /** The returned function ends the subscription. */
  subscribe(receive: (delivery: Delivery) => void): () => void;
}
