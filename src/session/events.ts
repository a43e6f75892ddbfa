import type { ConnectionEvent } from '../connection/connection.js';
import type { Message } from '../model/message.js';
import {
  messageDeleted,
  messagesMerged,
  messageUpdated,
  pagesUnderWayEnded,
  reactionChanged,
} from '../store/message-changes.js';
import { roomReadElsewhere } from '../store/room-changes.js';
import type { Change } from '../store/store.js';
import type { SessionCore } from './core.js';
import type { History } from './history.js';
import type { People } from './people.js';
import type { Receipts } from './receipts.js';
import type { Rooms } from './rooms.js';

/** Milliseconds that a message has to come by itself, before the list is asked for. */
const PATIENCE = 500;

/** What happens in rooms; the connection itself is the session's. */
export type RoomEvent = Exclude<ConnectionEvent, { type: 'live' | 'lost' | 'failed' | 'other-user' }>;

export interface EventsParts {
  readonly people: People;
  readonly receipts: Receipts;
  readonly rooms: Rooms;
  readonly history: History;
}

/** Brings live events into the store: each by one `apply`. */
export class Events {
  readonly #core: SessionCore;
  readonly #parts: EventsParts;

  constructor(core: SessionCore, parts: EventsParts) {
    this.#core = core;
    this.#parts = parts;
  }

  handle(event: RoomEvent): void {
    const { people, rooms } = this.#parts;
    switch (event.type) {
      case 'problem':
        this.#core.onError(event.error);
        break;
      case 'room-added':
        rooms.add(event.room);
        break;
      case 'room-removed':
        rooms.remove(event.roomUuid);
        break;
      case 'room-read':
        if (event.userUuid === this.#core.store.state.me) this.#readElsewhere(event.roomUuid, event.messageUuid);
        break;
      case 'message-created':
        this.#receive(event.message);
        break;
      case 'message-updated':
        this.#change(event.message.roomUuid, messageUpdated(event.message));
        break;
      case 'message-deleted':
        this.#change(event.roomUuid, messageDeleted(event.roomUuid, event.messageUuid, event.revision));
        break;
      case 'reaction-created':
      case 'reaction-deleted': {
        const { roomUuid, messageUuid, reaction, revision, type } = event;
        people.want([reaction.userUuid]);
        const at = { on: type === 'reaction-created', revision };
        this.#change(roomUuid, reactionChanged(roomUuid, messageUuid, reaction, at));
        break;
      }
    }
  }

  #receive(message: Message): void {
    const { store, meet } = this.#core;
    const { receipts, rooms, history } = this.#parts;
    const { roomUuid } = message;
    if (!store.state.rooms.byUuid.has(roomUuid)) {
      rooms.missed(message);
      return;
    }
    store.apply(...meet([message]), messagesMerged(roomUuid, [message]), ...receipts.readNow(roomUuid));
    receipts.tell(roomUuid);
    history.mend(roomUuid);
  }

  /** I have read a room in another window. */
  #readElsewhere(roomUuid: string, messageUuid: string): void {
    const { store, environment, signal } = this.#core;
    const isUnknown = (): boolean => store.state.rooms.byUuid.get(roomUuid)?.readAhead === messageUuid;
    store.apply(roomReadElsewhere(roomUuid, messageUuid));
    if (!isUnknown()) return;
    // How many follow a message that is not here, only the list tells; but the message may be about to come.
    environment.after(PATIENCE, () => {
      if (isUnknown() && !signal.aborted) this.#parts.rooms.outdated();
    });
  }

  /** A change of a message, which may not be here. */
  #change(roomUuid: string, change: Change): void {
    const { store } = this.#core;
    const { history } = this.#parts;
    // Of a room that is not known, the list and its pages will tell.
    if (!store.state.rooms.byUuid.has(roomUuid) && !store.state.revisions.has(roomUuid)) return;
    const forget = history.isLoading(roomUuid) ? [] : [pagesUnderWayEnded(roomUuid)];
    store.apply(change, ...forget);
    history.mend(roomUuid);
  }
}
