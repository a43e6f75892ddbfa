import { counted } from './count.js';
import type { Translation } from './terms.js';

/** What is said before there is a conversation: by the list of rooms, the banner, and of errors. */
export const en = {
  // General
  retry: 'Try again',
  unknownUser: 'Unknown person',

  // Connection
  reconnecting: 'Connection lost. Trying again…',
  refreshing: 'Refreshing…',

  // Room list
  rooms: 'Rooms',
  newRoom: 'New room',
  searchRooms: 'Search rooms',
  noRooms: 'No rooms yet',
  noRoomsHint: 'Create one and start talking.',
  noRoomMatches: (search) => `No room matches “${search}”.`,
  roomsFound: (count) => counted(count, { one: 'room found', other: 'rooms found' }),
  clearSearch: 'Clear the search',
  noMessagesYet: 'No messages yet',
  unreadMessages: (count) => counted(count, { one: 'unread message', other: 'unread messages' }),
  emptyRoomName: 'Just you',
  me: 'You',
  roomPreview: (author, text) => `${author}: ${text}`,
  andOthers: (names, count) => `${names} and ${count.text} more`,

  // New room
  dialogLoadFailed: 'The form could not be loaded.',

  // Thread
  loading: 'Loading…',

  // Message
  messageFailed: 'Not sent.',
  messageDeleted: 'Message deleted',

  // Files
  fileCount: (count) => counted(count, { one: 'file', other: 'files' }),
  fileUnreadable: 'The file could not be read.',
  errorUploaderFailed: 'The file could not be stored.',
  errorFileTypeRefused: 'Files of this type cannot be sent here.',

  // Errors
  errorNoHost: 'The chat does not know its server: the “host” attribute is missing.',
  errorBadHost: (host) =>
    `“${host}” is not a server the chat can connect to. It takes a host name, or an https origin.`,
  errorNoTokenProvider: 'The chat was given no way to sign in: “tokenProvider” is missing.',
  errorTokenProviderFailed: 'Signing in failed: this page could not provide an access token.',
  errorBadToken: 'The server refused the access token.',
  errorUnauthorized: 'You are not allowed to do this.',
  errorNetwork: 'The server cannot be reached.',
  errorServer: 'The server had a problem.',
  errorUnknownRoom: 'This room does not exist, or you are not in it.',
  errorBadRoom: (room) => `“${room}” is not a room.`,
  errorContentTooLong: (limit) => `A message has at most ${counted(limit, { one: 'character', other: 'characters' })}.`,
  errorContentInvalid: 'The message holds a character that cannot be sent.',
  errorContentEmpty: 'The message is empty.',
  errorFileTooLarge: (limit) => `Too large: at most ${limit}.`,
  errorTooManyFiles: (limit) => `A message carries at most ${counted(limit, { one: 'file', other: 'files' })}.`,
  errorFileEmpty: 'The file is empty.',
  errorStorageFull: 'The server has no room left for your files.',
  errorInvalidData: 'The server did not accept this.',
  errorUnknownReaction: 'This reaction was already taken back.',
  errorUnknown: 'Something went wrong.',
  signInAgain: 'Sign in again',

  // Voice messages
  voiceMessage: 'Voice message',

  // GIFs
  errorGif: 'The GIF could not be loaded.',
} satisfies Partial<Translation>;
