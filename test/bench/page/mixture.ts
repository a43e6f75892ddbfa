// What three messages of ten carry in a mixed conversation, made from an index alone like the messages themselves.

import { PEOPLE } from './messages.js';

/** Pictures of the bench's site, in pixels: photos, a screen, a phone's, an icon. */
export const PICTURE_SIZES = [
  [1_600, 1_200],
  [1_000, 620],
  [390, 800],
  [96, 96],
] as const;

/** What the address of a picture that comes late ends with. */
export const LATE = '?late';

/** A file as it travels in a message. */
export interface Attachment {
  readonly uuid: string;
  readonly name: string;
  readonly content_type: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly url: string;
}

export type Kind = 'picture' | 'file' | 'mention';

const KINDS: readonly Kind[] = ['picture', 'file', 'mention'];

/** What a message carries; undefined for seven of ten. The kinds take turns with all texts. */
export function kindOf(index: number): Kind | undefined {
  return KINDS[(index * 3 + decadeOf(index)) % 10];
}

/** The files of a message. @param uuidOf makes the uuid of a file by its number */
export function attachmentsOf(index: number, uuidOf: (nth: number) => string): readonly Attachment[] {
  const kind = kindOf(index);
  if (kind === 'file') return [card(index, uuidOf(index * 4))];
  if (kind !== 'picture') return [];
  // Every fifth shows three at once.
  const count = decadeOf(index) % 5 === 0 ? 3 : 1;
  return Array.from({ length: count }, (_, nth) => picture(index, nth, uuidOf(index * 4 + nth)));
}

/** The text, with somebody or everybody named in it where the message is one of those. @param uuidOf that of a person */
export function mentioning(index: number, text: string, uuidOf: (person: number) => string): string {
  if (kindOf(index) !== 'mention') return text;
  const person = decadeOf(index) % PEOPLE;
  // The name is what the person was called once: shown is what the directory says.
  return `${text}\n\n@[Somebody](user:${uuidOf(person)}) and @[room](room:all), please look`;
}

function decadeOf(index: number): number {
  return Math.floor(index / 10);
}

function card(index: number, uuid: string): Attachment {
  const name = `minutes-${index}.pdf`;
  return {
    uuid,
    name,
    content_type: 'application/pdf',
    size: 52_000 + index,
    width: null,
    height: null,
    url: `/${name}`,
  };
}

/** Each has an address of its own, so that none is at hand already. Of every seventh, the server knows no size. */
function picture(index: number, nth: number, uuid: string): Attachment {
  const number = decadeOf(index) + nth;
  const [width, height] = PICTURE_SIZES[number % PICTURE_SIZES.length] ?? [1, 1];
  const name = `picture-${index}-${nth}.png`;
  const known = number % 7 === 0 ? { width: null, height: null } : { width, height };
  const url = `/pictures/${width}x${height}/${name}${number % 2 === 0 ? '' : LATE}`;
  return { uuid, name, content_type: 'image/png', size: 100_000, ...known, url };
}
