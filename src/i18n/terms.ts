import type { Translation as BaseTranslation } from '@shoelace-style/localize';

/**
 * Every sentence that the widget shows or says, in one language. A term is a text, or a function of what it mentions.
 * Numbers and dates arrive formatted for the language (see formats.ts), so that terms only order words.
 */
export interface Translation extends BaseTranslation {
  // General
  close: string;
  cancel: string;
  retry: string;
  unknownUser: string;

  // Connection
  connecting: string;
  reconnecting: string;
  connected: string;

  // Room list
  rooms: string;
  newRoom: string;
  searchRooms: string;
  noRooms: string;
  noRoomsHint: string;
  noRoomMatches: (search: string) => string;
  roomsFound: (count: number) => string;
  clearSearch: string;
  noMessagesYet: string;
  unreadMessages: (count: number) => string;
  emptyRoomName: string;
  me: string;
  roomPreview: (author: string, text: string) => string;
  andOthers: (names: string, count: number) => string;

  // New room
  roomName: string;
  roomNamePlaceholder: string;
  roomNameTooLong: (limit: string) => string;
  roomNameInvalid: string;
  participants: string;
  searchPeople: string;
  noPeopleFound: (search: string) => string;
  noPeople: string;
  peopleFound: (count: number) => string;
  removePerson: (name: string) => string;
  personAdded: (name: string) => string;
  personRemoved: (name: string) => string;
  createRoom: string;
  creatingRoom: string;
  dialogLoadFailed: string;
  chooseParticipants: string;
  tooManyParticipants: (limit: number) => string;

  // Thread
  back: string;
  chooseRoom: string;
  chooseRoomHint: string;
  conversation: (room: string) => string;
  participantCount: (count: number) => string;
  startOfConversation: string;
  loadingOlder: string;
  olderFailed: string;
  emptyThread: string;
  emptyThreadHint: string;
  newMessages: (count: number) => string;
  unreadLine: string;
  gapLoading: string;
  gapFailed: string;
  jumpToNewest: string;
  today: string;
  yesterday: string;
  loading: string;

  // Message
  messageBy: (author: string, time: string) => string;
  messageSending: string;
  messageWaiting: string;
  messageFailed: string;
  discard: string;
  messageAnnouncement: (author: string, text: string) => string;
  showImage: (alt: string) => string;
  taskDone: string;
  taskOpen: string;
  codeBlock: string;

  // Reactions
  reactions: string;
  addReaction: string;
  reactionCount: (emoji: string, count: number, names: string) => string;
  reactionMine: string;

  // Composer
  composerLabel: (room: string) => string;
  composerPlaceholder: (room: string) => string;
  send: string;
  insertEmoji: string;
  tooLong: (over: string, limit: string) => string;
  composerHint: string;

  // Emoji picker
  emojiPicker: string;
  emojiSearch: string;
  emojiClearSearch: string;
  emojiResults: (count: number) => string;
  emojiNothingFound: (search: string) => string;
  emojiNothingFoundHint: string;
  emojiLoadFailed: string;
  emojiPreviewHint: string;
  emojiCategories: string;
  emojiGroupRecent: string;
  emojiGroupSmileys: string;
  emojiGroupPeople: string;
  emojiGroupAnimals: string;
  emojiGroupFood: string;
  emojiGroupTravel: string;
  emojiGroupActivities: string;
  emojiGroupObjects: string;
  emojiGroupSymbols: string;
  emojiGroupFlags: string;
  emojiSkinTone: string;
  emojiSkinToneChosen: (tone: string) => string;
  emojiSkinTone0: string;
  emojiSkinTone1: string;
  emojiSkinTone2: string;
  emojiSkinTone3: string;
  emojiSkinTone4: string;
  emojiSkinTone5: string;

  // Errors, by the code of the ChatError
  errorNoHost: string;
  errorBadHost: (host: string) => string;
  errorNoTokenProvider: string;
  errorTokenProviderFailed: string;
  errorBadToken: string;
  errorUnauthorized: string;
  errorNetwork: string;
  errorServer: string;
  errorUnknownRoom: string;
  errorBadRoom: (room: string) => string;
  errorContentTooLong: (limit: string) => string;
  errorContentInvalid: string;
  errorContentEmpty: string;
  errorInvalidData: string;
  errorUnknownReaction: string;
  errorUnknown: string;
  signInAgain: string;
}
