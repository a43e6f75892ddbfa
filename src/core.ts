// What programs without a browser import, in Node for example: bots, bridges, other user interfaces. Nothing here touches a
// page; what a machine can lend (storage, locks, …) is given to `ChatSession` as its `environment`.
export { Backoff } from './connection/backoff.js';
export type * from './connection/connection.js';
export { memoryEnvironment, MemoryStorage, PageLocks } from './device/memory.js';
export type * from './device/ports.js';
export type {
  Added,
  ChatStorage,
  Files,
  Mark,
  NewOperation,
  OperationChange,
  StoredOperation,
} from './device/storage.js';
export { ChatFailure, chatError, toChatError, type ChatError, type ChatErrorCode } from './model/errors.js';
export type { Feature, Limits } from './model/features.js';
export type { Gif, GifPage, GifProvider, GifSearch } from './model/gif.js';
export { textBody } from './model/message.js';
export type { Body, Message, Part, PendingMessage, PendingReaction, Reaction } from './model/message.js';
export type { Intent, Operation } from './model/operation.js';
export type { Presence } from './model/presence.js';
export type { Room } from './model/room.js';
export type { User } from './model/user.js';
export { ChatSession } from './session/session.js';
export { ChatView, type ViewState } from './session/view.js';
export type { SessionOptions } from './session/core.js';
export { mergeMessages } from './store/merge.js';
export type { ChatState, RoomEntry, Timeline } from './store/state.js';
export { Store, type Change } from './store/store.js';
export { roomTimeline, type TimelineId } from './store/timeline-id.js';
export { WazoConnection, type WazoOptions } from './wazo/wazo-connection.js';
