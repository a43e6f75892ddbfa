import type { Count } from './count.js';

/**
 * Every sentence that the widget shows or says, in one language. A term is a text, or a function of what it mentions.
 * Dates arrive formatted for the language (see formats.ts) and numbers as a `Count`, so that terms only order words.
 */
export interface Translation {
  // General
  cancel: string;
  retry: string;
  unknownUser: string;

  // Connection
  reconnecting: string;
  refreshing: string;

  // Room list
  rooms: string;
  newRoom: string;
  searchRooms: string;
  noRooms: string;
  noRoomsHint: string;
  noRoomMatches: (search: string) => string;
  roomsFound: (count: Count) => string;
  clearSearch: string;
  noMessagesYet: string;
  unreadMessages: (count: Count) => string;
  emptyRoomName: string;
  me: string;
  roomPreview: (author: string, text: string) => string;
  andOthers: (names: string, count: Count) => string;

  // New room
  roomName: string;
  roomNamePlaceholder: string;
  roomNameTooLong: (limit: Count) => string;
  roomNameInvalid: string;
  participants: string;
  searchPeople: string;
  noPeopleFound: (search: string) => string;
  noPeople: string;
  peopleFound: (count: Count) => string;
  removePerson: (name: string) => string;
  personAdded: (name: string) => string;
  personRemoved: (name: string) => string;
  createRoom: string;
  creatingRoom: string;
  dialogLoadFailed: string;
  chooseParticipants: string;
  tooManyParticipants: (limit: Count) => string;

  // Thread
  back: string;
  chooseRoom: string;
  chooseRoomHint: string;
  conversation: (room: string) => string;
  participantCount: (count: Count) => string;
  startOfConversation: string;
  loadingOlder: string;
  olderFailed: string;
  olderNotPrinted: string;
  emptyThread: string;
  emptyThreadHint: string;
  newMessages: (count: Count) => string;
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
  messageActions: string;
  messageDeleted: string;
  messageDeletedNote: string;
  messageEdited: string;
  messageEditedAt: (moment: string) => string;
  messageAnnouncement: (author: string, text: string) => string;
  showImage: (alt: string) => string;
  taskDone: string;
  taskOpen: string;
  codeBlock: string;

  // Files
  /** In place of a text, of a message that carries several. */
  fileCount: (count: Count) => string;
  downloadFile: (name: string, kind: string, size: string) => string;
  fileGone: string;
  pictures: string;
  playPicture: (name: string) => string;
  pausePicture: (name: string) => string;
  showBeginning: string;
  hideBeginning: string;
  fileUnreadable: string;
  errorUploaderFailed: string;
  errorFileTypeRefused: string;
  picturePlace: (place: Count, count: Count) => string;
  previousPicture: string;
  nextPicture: string;
  zoomIn: string;
  zoomOut: string;
  download: string;
  close: string;
  viewerFailed: string;

  // Reactions
  reactions: string;
  addReaction: string;
  reactionCount: (emoji: string, count: Count, names: string) => string;
  reactionMine: string;

  // Composer
  composerLabel: (room: string) => string;
  composerPlaceholder: (room: string) => string;
  send: string;
  attachFiles: string;
  filesToSend: string;
  dropFiles: string;
  uploading: (name: string) => string;
  removeFile: (name: string) => string;
  retryFile: (name: string) => string;
  sendingWithFiles: string;
  holdMessage: string;
  folderRefused: (name: string) => string;
  insertEmoji: string;
  tooLong: (over: Count, limit: Count) => string;
  composerHint: string;
  composerHintCtrlEnter: string;

  // Emoji picker
  emojiPicker: string;
  emojiSearch: string;
  emojiResults: (count: Count) => string;
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
  errorContentTooLong: (limit: Count) => string;
  errorContentInvalid: string;
  errorContentEmpty: string;
  errorFileTooLarge: (limit: string) => string;
  errorTooManyFiles: (limit: Count) => string;
  errorFileEmpty: string;
  errorStorageFull: string;
  errorInvalidData: string;
  errorUnknownReaction: string;
  errorUnknown: string;
  signInAgain: string;

  // Texts of messages
  codeCopy: string;
  codeCopied: string;
  codeCopyFailed: string;
  codeWrap: string;
  textShowMore: string;
  textShowLess: string;
  spoiler: string;
  // Voice messages
  voiceMessage: string;
  recordVoice: string;
  voiceAsking: string;
  voiceRecording: string;
  voicePaused: string;
  pauseRecording: string;
  resumeVoice: string;
  stopRecording: string;
  discardVoice: string;
  discardVoiceQuestion: string;
  discardVoiceYes: string;
  discardVoiceNo: string;
  sendVoice: string;
  voiceLimit: string;
  voiceUnplugged: string;
  playVoice: string;
  pauseVoice: string;
  voicePosition: string;
  voiceBlocked: string;
  voiceMissing: string;
  voiceBusy: string;
  voiceFailed: string;
  voiceLoadFailed: string;
  voiceReady: (duration: string) => string;
  voiceAt: (position: string, duration: string) => string;
  voiceSpeed: (speed: string) => string;
  voiceKept: (room: string) => string;

  // GIFs
  chooseGif: string;
  gifs: string;
  gifSearch: string;
  gifTrending: string;
  /** Words that find something, with a comma and a blank between them. */
  gifCategories: string;
  categories: string;
  gifPlayAll: string;
  gifNothingFound: (search: string) => string;
  gifNothingHint: string;
  gifsFound: (count: Count) => string;
  gifSending: (title: string) => string;
  gifsFailed: string;
  errorGif: string;

  // Formatting in the composer
  formatting: string;
  formatBold: string;
  formatItalic: string;
  formatStrike: string;
  formatLink: string;
  formatNumbers: string;
  formatBullets: string;
  formatQuote: string;
  formatCode: string;
  formatCodeBlock: string;
  formatPreview: string;
  formatPreviewEmpty: string;
  shiftKey: string;
  codeOffer: string;
  codeOfferTake: string;
  codeOfferDismiss: string;
  // Mentions
  personCardFailed: string;
  personCardMe: string;
  writeTo: (name: string) => string;
  presenceAvailable: string;
  presenceAway: string;
  presenceBusy: string;
  presenceUnavailable: string;

  // Completion and commands
  suggestions: string;
  suggestionsFound: (count: Count) => string;
  mentionRoom: string;
  /** What everybody is called, with a comma and a blank between them. */
  mentionRoomWords: string;
  commandMe: string;
  commandShrug: string;
  commandCode: string;
  commandRunning: (name: string) => string;
  commandFailed: (name: string) => string;
  emojiGroupCustom: string;

  // Previews of links
  linkPreview: string;
  linkPreviewRemove: string;
}

/** The terms that are texts, whatever they are said about. */
export type Label = { [Key in keyof Translation]: Translation[Key] extends string ? Key : never }[keyof Translation];
