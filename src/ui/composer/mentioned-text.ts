import { mentionsIn, mentionText } from '../../model/mention.js';
import type { Replaced } from './replaced.js';

/** Somebody, or a room, named in a field: it says `@Ann` there, whatever is written. */
export interface FieldMention {
  /** Where it stands in the field's text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** As it is written: `@[Ann](user:…)`. */
  readonly source: string;
}

/** A text as a field shows it. */
export interface FieldText {
  readonly text: string;
  /** In their order; none touches another's inside. */
  readonly mentions: readonly FieldMention[];
}

/** What is written as the field shows it. */
export function toField(written: string): FieldText {
  return absorbed({ text: written, mentions: [] }).field;
}

/** What is written by what a field shows. */
export function toWritten({ text, mentions }: FieldText): string {
  let [written, from] = ['', 0];
  for (const { start, end, source } of mentions) {
    written += text.slice(from, start) + source;
    from = end;
  }
  return written + text.slice(from);
}

/** The place of a field's text in what is written; inside of a mention, its end. */
export function placeInWritten({ mentions }: FieldText, place: number): number {
  let moved = place;
  for (const { start, end, source } of mentions) {
    if (place <= start) break;
    moved += place < end ? end - place : 0;
    moved += source.length - (end - start);
  }
  return moved;
}

/** The place of what is written in the text of a field that shows it; inside of a mention, its end. */
export function placeInField({ mentions }: FieldText, place: number): number {
  // How much longer what is written is, up to there.
  let more = 0;
  for (const { start, end, source } of mentions) {
    const from = start + more;
    if (place <= from) break;
    if (place < from + source.length) return end;
    more += source.length - (end - start);
  }
  return place - more;
}

/**
 * A field's text in which something was replaced. A mention that was changed inside is none any more; one that stands in what
 * replaces it stays, in the same order.
 */
export function edited(before: FieldText, { start, end, inserted }: Replaced): FieldText {
  const moved = inserted.length - (end - start);
  const mentions: FieldMention[] = [];
  let from = 0;
  for (const mention of before.mentions) {
    if (mention.end <= start) mentions.push(mention);
    else if (mention.start >= end)
      mentions.push({ ...mention, start: mention.start + moved, end: mention.end + moved });
    else if (mention.start >= start && mention.end <= end) {
      const shown = before.text.slice(mention.start, mention.end);
      const at = inserted.indexOf(shown, from);
      if (at < 0) continue;
      from = at + shown.length;
      mentions.push({ ...mention, start: start + at, end: start + from });
    }
  }
  return { text: before.text.slice(0, start) + inserted + before.text.slice(end), mentions };
}

/**
 * What goes with a deletion that has hit a part of a mention: all of it. The same deletion where it has hit none, or where
 * something was written instead.
 */
export function wholeMentions({ mentions }: FieldText, replaced: Replaced): Replaced {
  const { start, end, inserted } = replaced;
  if (inserted !== '' || start === end) return replaced;
  const hit = mentions.filter((mention) => mention.start < end && mention.end > start);
  return {
    start: Math.min(start, hit.at(0)?.start ?? start),
    end: Math.max(end, hit.at(-1)?.end ?? end),
    inserted,
  };
}

/**
 * Mentions that are written out, since they were pasted or put there by a program, as the field shows them.
 *
 * @returns the text, and where each place of the old one is in it
 */
export function absorbed({ text, mentions }: FieldText): { field: FieldText; place: (old: number) => number } {
  const found = mentionsIn(text).map(({ start, length, name, target }) => ({
    at: start,
    length,
    source: text.slice(start, start + length),
    shown: mentionText({ name, target }),
  }));
  if (found.length === 0) return { field: { text, mentions }, place: (old) => old };
  let [shown, from] = ['', 0];
  const made: FieldMention[] = [];
  for (const { at, length, source, shown: name } of found) {
    shown += text.slice(from, at);
    made.push({ start: shown.length, end: shown.length + name.length, source });
    shown += name;
    from = at + length;
  }
  shown += text.slice(from);
  const place = (old: number): number => placeInField({ text: shown, mentions: made }, old);
  const moved = mentions.map((mention) => ({ ...mention, start: place(mention.start), end: place(mention.end) }));
  return { field: { text: shown, mentions: [...made, ...moved].sort((a, b) => a.start - b.start) }, place };
}
