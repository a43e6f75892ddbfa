import type { Selection } from '../text-history.js';

/** A text that was put into a field. */
export interface Placed {
  readonly field: HTMLTextAreaElement;
  /** Where it began. */
  readonly start: number;
  readonly text: string;
}

/** Where a text that was put into a field begins now; undefined when it stands there no longer, or not in one place only. */
export function placeOf({ field, start, text }: Placed, current: HTMLTextAreaElement | null): number | undefined {
  if (field !== current) return undefined;
  if (field.value.startsWith(text, start)) return start;
  const found = field.value.indexOf(text);
  return text !== '' && found >= 0 && found === field.value.lastIndexOf(text) ? found : undefined;
}

/** A text as it goes into the place of another one: several lines, and what is a block in one, stand apart from what is around. */
export function standingAlone(source: string, { start, end }: Selection, text: string): string {
  if (!/\n|^(?:[-*+>|]|\d+\.|#{1,6}) /.test(text)) return text;
  return gapAfter(source.slice(0, start)) + text + gapBefore(source.slice(end));
}

function gapAfter(before: string): string {
  if (before.trim() === '' || before.endsWith('\n\n')) return '';
  return before.endsWith('\n') ? '\n' : '\n\n';
}

function gapBefore(after: string): string {
  if (after.trim() === '' || after.startsWith('\n\n')) return '';
  return after.startsWith('\n') ? '\n' : '\n\n';
}
