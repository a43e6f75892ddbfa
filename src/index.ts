// The package's public face: importing it registers nothing. `wazo-group-chat/define.js` registers the tags.
export { WazoGroupChat } from './ui/group-chat/group-chat.js';
export { WazoChatErrorEvent } from './events/error-event.js';
export { WazoChatRoomChangeEvent } from './events/room-change-event.js';
export type { TokenContext, TokenProvider } from './connection/connection.js';
export type { UploadContext, UploadedFile, Uploader } from './session/hosted-files.js';
export type { Gif, GifPage, GifProvider, GifSearch } from './model/gif.js';
export type { LinkPreview, LinkPreviewContext, LinkPreviewer } from './model/link-preview.js';
export type { ChatErrorCode } from './model/errors.js';
