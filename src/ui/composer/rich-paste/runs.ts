import { canClose, canOpen } from '../../../markdown/flanking.js';
import { safeUrl } from '../../../markdown/links.js';
import { codeSpan } from '../formatting/edit.js';

export type Mark = 'bold' | 'italic' | 'strike';

/** A stretch of text that looks alike. */
export interface Run {
  readonly text: string;
  readonly marks: ReadonlySet<Mark>;
  readonly isCode: boolean;
  /** Where it leads, or empty. */
  readonly url: string;
}

const MARKERS: readonly (readonly [Mark, string])[] = [
  ['strike', '~~'],
  ['bold', '**'],
  ['italic', '_'],
];

/** Runs as Markdown that the chat reads as just these. A line's end in them stays one. */
export function writeRuns(runs: readonly Run[]): string {
  return write(collapsed(runs), 0, '');
}

/** White space as a browser shows it: one blank for many, none at the ends of a line. */
function collapsed(runs: readonly Run[]): readonly Run[] {
  let before = '\n';
  const shown = runs.map((run) => {
    const blanks = run.text.replace(/[ \t\r\f\u00a0]+/g, ' ').replace(/ ?\n ?/g, '\n');
    const text = blanks.startsWith(' ') && /[ \n]/.test(before) ? blanks.slice(1) : blanks;
    before = text === '' ? before : text.slice(-1);
    return { ...run, text };
  });
  return shown.filter(({ text }) => text !== '');
}

function write(runs: readonly Run[], level: number, before: string): string {
  const marker = MARKERS[level];
  let text = '';
  if (!marker) return writeLinks(runs, before);
  const groups = grouped(runs, (run) => run.marks.has(marker[0]));
  groups.forEach((group, index) => {
    const sofar = before + text;
    const isMarked = group[0]?.marks.has(marker[0]) === true;
    const after = groups[index + 1]?.[0]?.text.charAt(0) ?? '';
    text += isMarked ? wrapped(group, level, marker[1], sofar, after) : write(group, level + 1, sofar);
  });
  return text;
}

/** Each line in marks of its own, blanks outside of them; without marks where the chat would see none. */
function wrapped(group: readonly Run[], level: number, marker: string, before: string, after: string): string {
  // Signs that would be markers by their place run together with ours.
  if (/(?:^|\s)[*_~\\`]|[*_~\\`](?:\s|$)/.test(group.map(({ text }) => text).join('')))
    return write(group, level + 1, before);
  const inner = write(group, level + 1, before + marker);
  const lines = inner.split('\n').map((line, index, all) => {
    const words = line.trim();
    const at = line.indexOf(words);
    const previous = index === 0 ? (at > 0 ? ' ' : before.slice(-1)) : '';
    const isEnd = at + words.length === line.length;
    const next = isEnd ? (index === all.length - 1 ? after : '') : ' ';
    const isSeen =
      words !== '' &&
      canOpen(code(previous), code(words)) &&
      canClose(code(words.slice(-1)), code(next), marker.length);
    return isSeen ? line.slice(0, at) + marker + words + marker + line.slice(at + words.length) : line;
  });
  return lines.join('\n');
}

function code(text: string): number | null {
  return text === '' || text.startsWith('\n') ? null : text.charCodeAt(0);
}

function writeLinks(runs: readonly Run[], before: string): string {
  let text = '';
  for (const group of grouped(runs, ({ url }) => url)) {
    const [head] = group;
    const url = head && safeUrl(head.url);
    const words = group.map((run) => run.text).join('');
    const label = group.reduce((sofar, run) => sofar + writeWords(run, before + text + sofar, url !== undefined), '');
    text += url === undefined ? label : writeLink(url, words, label);
  }
  return text;
}

function writeLink(url: string, words: string, label: string): string {
  const text = words.trim();
  if (text === '') return words;
  // An address that says itself, and one of mail or phone, is a link as it stands.
  const said = [
    text,
    `${text}/`,
    `http://${text}`,
    `http://${text}/`,
    `https://${text}`,
    `https://${text}/`,
    `mailto:${text}`,
  ];
  if (said.includes(url)) return words;
  const start = label.length - label.trimStart().length;
  const inner = label
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[[\]]/g, (sign) => (sign === '[' ? '(' : ')'));
  const address = url.replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
  return `${label.slice(0, start)}[${inner}](${address})${label.slice(start + label.trim().length)}`;
}

function writeWords({ text, isCode }: Run, before: string, isLink: boolean): string {
  if (!isCode) return isLink ? text : protectedWords(text, before);
  const words = text.trim();
  if (words === '') return text;
  const start = text.indexOf(words);
  return text.slice(0, start) + codeSpan(words.replace(/\n/g, ' ')) + text.slice(start + words.length);
}

/** What was no formatting where it came from gets none here. */
export function protectedWords(text: string, before = ''): string {
  let made = '';
  const opened = new Set<string>();
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index);
    const previous = index === 0 ? before.slice(-1) : text.charAt(index - 1);
    const next = text.charAt(index + 1);
    if (isMeant(sign, previous, next, opened)) made += '\\';
    made += sign;
  }
  return made;
}

/** Whether the chat would take a sign for a marker, and takes a backslash before it for its protection. */
function isMeant(sign: string, previous: string, next: string, opened: Set<string>): boolean {
  if (sign === '`') return true;
  if (sign === '#') return (previous === '' || previous === '\n') && /[# ]/.test(next);
  if (!'*_~'.includes(sign) || (sign === '~' && next !== '~' && previous !== '~')) return false;
  if (previous !== ':' && canOpen(code(previous), code(next)) && /[\p{L}\p{N}*_~\\]/u.test(next)) {
    opened.add(sign);
    return true;
  }
  return opened.has(sign) && !/^[\s\\]?$/.test(previous);
}

function grouped(runs: readonly Run[], key: (run: Run) => unknown): Run[][] {
  const groups: Run[][] = [];
  for (const run of runs) {
    const group = groups.at(-1);
    if (group?.[0] && key(group[0]) === key(run)) group.push(run);
    else groups.push([run]);
  }
  return groups;
}
