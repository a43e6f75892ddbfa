import { opensShortcode } from '../../../markdown/shortcodes.js';
import { LONGEST } from './may-complete.js';

/** What a sign begins: somebody's name, an emoji, a room, a command. */
export type Kind = 'person' | 'emoji' | 'room' | 'command';

/** A word that is being written and may be completed. */
export interface Trigger {
  readonly kind: Kind;
  /** Where its sign stands, in UTF-16 units. */
  readonly start: number;
  /** What follows the sign. */
  readonly query: string;
}

const KINDS: Readonly<Record<string, Kind>> = { '@': 'person', ':': 'emoji', '#': 'room' };
/** Faces such as `:D` and `:-D` are no beginning of a shortcode. */
const EMOJI = /^(?:[\p{L}\p{N}][\p{L}\p{N}\p{M}_+-]+|[+-]1)$/u;
const COMMAND = /^\/([\p{L}\p{N}_-]*)$/u;

/**
 * What is being written before the caret.
 *
 * @param isTaken whether what begins at a place is one already
 */
export function triggerAt(text: string, caret: number, isTaken: (start: number) => boolean): Trigger | undefined {
  const command = COMMAND.exec(text.slice(0, caret));
  if (command) return { kind: 'command', start: 0, query: command[1] ?? '' };
  const line =
    text
      .slice(Math.max(0, caret - LONGEST), caret)
      .split('\n')
      .at(-1) ?? '';
  const at = Math.max(...Object.keys(KINDS).map((sign) => line.lastIndexOf(sign)));
  const kind = KINDS[line.charAt(at)];
  if (at < 0 || !kind) return undefined;
  const start = caret - line.length + at;
  const query = line.slice(at + 1);
  if (!opensShortcode(text, start) || isTaken(start) || /^\s/.test(query)) return undefined;
  return kind === 'emoji' && !EMOJI.test(query) ? undefined : { kind, start, query };
}

/** Whether a shortcode may have begun that is too short to be completed yet. */
export function beginsEmoji(text: string, caret: number): boolean {
  const start = text.lastIndexOf(':', caret - 1);
  return start >= 0 && start >= caret - 2 && opensShortcode(text, start);
}
