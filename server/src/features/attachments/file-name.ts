/** Code points of a name; file systems take 255 bytes. */
const LONGEST_NAME = 200;
/** Code points of an ending such as `.tar.gz` that outlives a cut. */
const LONGEST_ENDING = 20;

/** Path separators of any system, what no system takes in a name, and what turns or hides the text around it. */
const SEPARATORS = /[/\\]/;
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/**
 * A file's name as others may see and save it: without a path, and without characters that turn or hide what is beside
 * them. `photo.‮gpj.exe` would else be read as one ending in `.jpg`.
 */
export function cleanFileName(given: string): string {
  const last = given.split(SEPARATORS).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replace(UNSEEN, '')
    .trim()
    .replace(/^\.+|[. ]+$/g, '');
  return clean === '' ? 'file' : shortened(clean);
}

function shortened(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= LONGEST_NAME) return name;
  const ending = /\.[^.\s]{1,10}(\.[^.\s]{1,8})?$/.exec(name)?.[0] ?? '';
  const kept = Array.from(ending).length <= LONGEST_ENDING ? ending : '';
  return characters.slice(0, LONGEST_NAME - Array.from(kept).length).join('') + kept;
}
