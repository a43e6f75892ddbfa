import type { ChatError } from './errors.js';
import type { Body } from './message.js';

/** Something that a person wants done on the server. It is shown at once, kept on the device, and goes when it can. */
export type Intent =
  /** A new message. Posts of a room go in the order of writing. */
  | { readonly kind: 'post'; readonly body: Body }
  /** A reaction of mine, there (`on`) or not. Of several for one message and emoji, the last counts. */
  | { readonly kind: 'react'; readonly messageUuid: string; readonly emoji: string; readonly on: boolean }
  /** I have read the room up to this message. Of several for one room, the last counts. */
  | { readonly kind: 'read'; readonly messageUuid: string };

/** An intent on its way. */
export interface Operation {
  /** A uuid of ours. A post bears it as `client_uuid`. */
  readonly localId: string;
  readonly roomUuid: string;
  readonly intent: Intent;
  /** When the person wanted it, by this device's clock, in the form of `Message.createdAt`. */
  readonly createdAt: string;
  /** `waiting`: it goes by itself as soon as it can; `failed`: it stays until the person decides (posts only). */
  readonly status: 'sending' | 'waiting' | 'failed';
  /** Why it waits or failed. */
  readonly error: ChatError | null;
}
