import { formatRecent } from '../../i18n/formats.js';
import type { Localize } from '../../i18n/localize.js';
import { toPlainText } from '../../markdown/plain-text.js';
import { hasShortcode, type EmojiLookup } from '../../markdown/shortcodes.js';
import type { Message } from '../../model/message.js';
import type { Room } from '../../model/room.js';
import type { User } from '../../model/user.js';
import type { RoomEntry } from '../../store/state.js';
import { withFilesLine } from '../shared/files-line.js';
import { authorName, roomTitle, userName } from '../shared/names.js';

/** What rows are made of besides their entry. A new object whenever one of its parts changes. */
export interface RowContext {
  readonly users: ReadonlyMap<string, User | null>;
  readonly me: string | null;
  readonly today: Date;
  readonly lang: string;
  /** What moments are written by. */
  readonly moments: string;
  readonly localize: Localize;
  /** Undefined until the emoji data were needed and came. */
  readonly emojiFor: EmojiLookup | undefined;
  /** Whether the Markdown parser is there; before, a preview is the text as it was typed. */
  readonly canFormat: boolean;
}

/** Whether both give the same rows. */
export function sameContext(a: RowContext, b: RowContext): boolean {
  return (
    a.users === b.users &&
    a.me === b.me &&
    a.today === b.today &&
    a.lang === b.lang &&
    a.moments === b.moments &&
    a.emojiFor === b.emojiFor &&
    a.canFormat === b.canFormat
  );
}

/** What a row of the list shows. Two rows that look the same are the same object. */
export interface RoomRow {
  readonly uuid: string;
  /** Null while the names of a nameless room's people are on their way. */
  readonly title: string | null;
  /** The one or two people of the picture. */
  readonly faces: readonly Face[];
  readonly preview: string;
  /** ISO 8601, or null for a room without messages. */
  readonly createdAt: string | null;
  readonly time: string;
  readonly unread: number;
}

export interface Face {
  readonly uuid: string;
  readonly name: string;
}

/** Characters of a message that can reach its one line on screen; the rest need not be parsed. */
const PREVIEW_LENGTH = 240;

/** Builds rows and remembers them: of 5,000 rooms, one is built when one changes. */
export class RoomRows {
  readonly #known = new WeakMap<RoomEntry, { context: RowContext; row: RoomRow }>();
  #wantsEmoji = false;

  /** Whether a `:shortcode:` was met, which takes the emoji data to be read. */
  get wantsEmoji(): boolean {
    return this.#wantsEmoji;
  }

  row(entry: RoomEntry, context: RowContext): RoomRow {
    const known = this.#known.get(entry);
    if (known?.context === context) return known.row;
    this.#wantsEmoji ||= hasShortcode(entry.lastMessage?.body?.text ?? '');
    const built = buildRow(entry, context);
    // Most changes of the directory touch no row: what looks the same stays the same, and is not rendered again.
    const row = known && sameRow(known.row, built) ? known.row : built;
    this.#known.set(entry, { context, row });
    return row;
  }
}

function buildRow(entry: RoomEntry, context: RowContext): RoomRow {
  const { room, lastMessage, unread } = entry;
  const { lang, localize, me, today, users } = context;
  const date = lastMessage && new Date(lastMessage.createdAt);
  return {
    uuid: room.uuid,
    title: namesMissing(room, context) ? null : roomTitle(room, users, me, localize),
    faces: facesOf(room, context),
    preview: lastMessage ? previewOf(room, lastMessage, context) : localize.term('noMessagesYet'),
    createdAt: lastMessage?.createdAt ?? null,
    time: date ? formatRecent(lang, date, today) : '',
    unread,
  };
}

/** Names that are being fetched are not "unknown", and saying so for a moment would be wrong. */
function namesMissing(room: Room, { me, users }: RowContext): boolean {
  if (room.name?.trim()) return false;
  return room.participants.some(({ uuid }) => uuid !== me && !users.has(uuid));
}

function facesOf(room: Room, { localize, me, users }: RowContext): readonly Face[] {
  const others = room.participants.filter(({ uuid }) => uuid !== me);
  const shown = others.length > 0 ? others.slice(0, 2) : room.participants.slice(0, 1);
  return shown.map(({ uuid }) => ({ uuid, name: users.has(uuid) ? userName(users, uuid, localize) : '' }));
}

interface PreviewText {
  readonly emojiFor: EmojiLookup | undefined;
  readonly canFormat: boolean;
  readonly text: string;
}

const texts = new WeakMap<Message, PreviewText>();

function plainText(message: Message, { emojiFor, canFormat }: RowContext): string {
  const known = texts.get(message);
  if (known?.emojiFor === emojiFor && known?.canFormat === canFormat) return known.text;
  const text = toPlainText(message.body?.text ?? '', { emojiFor, maxLength: PREVIEW_LENGTH });
  texts.set(message, { emojiFor, canFormat, text });
  return text;
}

function previewOf(room: Room, message: Message, context: RowContext): string {
  const { body } = message;
  const { localize } = context;
  const text = body
    ? withFilesLine(plainText(message, context), body.parts, localize)
    : localize.term('messageDeleted');
  const author = previewAuthor(room, message, context);
  return author === null ? text : localize.term('roomPreview', isolate(author), isolate(text));
}

/** Whose words they are; null where the row says so already, or the name is on its way. */
function previewAuthor(room: Room, message: Message, { localize, me, users }: RowContext): string | null {
  if (message.userUuid === me) return localize.term('me');
  const namedAfterAuthor = !room.name?.trim() && room.participants.length === 2;
  if (namedAfterAuthor || !users.has(message.userUuid)) return null;
  return authorName(users, message, localize);
}

/** An Arabic name before a Latin text, or the reverse, must not reorder what follows. */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

function sameRow(a: RoomRow, b: RoomRow): boolean {
  return (
    a.title === b.title &&
    a.preview === b.preview &&
    a.createdAt === b.createdAt &&
    a.time === b.time &&
    a.unread === b.unread &&
    a.faces.length === b.faces.length &&
    a.faces.every((face, index) => face.uuid === b.faces[index]?.uuid && face.name === b.faces[index].name)
  );
}
