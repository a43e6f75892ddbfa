import type { Selection } from '../text-history.js';
import { fenceFor, linesAround, wholeCharacters, type TextEdit } from './edit.js';
import { partsOf, type Parse, type Part } from './outline.js';

type ListFormat = 'bullets' | 'numbers';

/** Indentation and quotes, the marker of an item, and what follows. */
const ITEM = /^((?:[ \t]*>)*[ \t]*)(?:([-*+])|(\d{1,9})[.)])([ \t]+|$)/;
const QUOTE = /^([ \t]*)> ?/;
const INDENTATION = /^(?:[ \t]*> ?)*[ \t]*/;

/** Quotes the lines of a selection, or takes that from them when all are quoted. */
export function toggleQuote(source: string, selected: Selection, parse: Parse): TextEdit | undefined {
  return onLines(source, selected, parse, (lines) => {
    const isQuoted =
      lines.every((line) => line.trim() === '' || QUOTE.test(line)) && lines.some((line) => QUOTE.test(line));
    return lines.map((line) => (isQuoted ? line.replace(QUOTE, '$1') : `> ${line}`));
  });
}

/** Makes the lines of a selection items of a list, or takes that from them when all are such items. */
export function toggleList(
  source: string,
  selected: Selection,
  format: ListFormat,
  parse: Parse,
): TextEdit | undefined {
  return onLines(source, selected, parse, (lines, before) => {
    const written = lines.filter((line) => line.trim() !== '');
    const isOn = written.length > 0 && written.every((line) => isItem(line, format));
    let number = numberAfter(before);
    return lines.map((line) => {
      if (line.trim() === '' && lines.length > 1) return line;
      const bare = line.replace(ITEM, '$1');
      if (isOn) return bare;
      const marker = format === 'bullets' ? '- ' : `${number}. `;
      number += 1;
      const indentation = INDENTATION.exec(bare)?.[0] ?? '';
      return indentation + marker + bare.slice(indentation.length);
    });
  });
}

/** Puts the lines of a selection between fences, or takes the fences away. */
export function toggleCodeBlock(source: string, selected: Selection, parse: Parse): TextEdit | undefined {
  const selection = wholeCharacters(source, selected);
  const block = partsOf(source, parse).find(({ type, start, end }) => {
    return type === 'code' && start <= selection.start && selection.end <= end;
  });
  if (block) return withoutFences(source, block, selection);
  const { start, end } = linesAround(source, selection);
  const code = source.slice(start, end);
  const fence = fenceFor(code, 3);
  const text = `${fence}\n${code}\n${fence}`;
  const shift = fence.length + 1;
  const last = Math.min(selection.end, end);
  return {
    start,
    end,
    text,
    selection: { start: selection.start + shift, end: Math.max(selection.start, last) + shift },
  };
}

/** A text in fences of its own, set apart from what stands around the place where it goes. */
export function fenced(code: string): string {
  const fence = fenceFor(code, 3);
  return `${fence}\n${code.replace(/\n$/, '')}\n${fence}`;
}

function withoutFences(source: string, { start, end }: Part, selection: Selection): TextEdit {
  const [, opening = '', body = ''] = /^([ \t]*(?:`{3,}|~{3,})[ \t]*)([^]*)$/.exec(source.slice(start, end)) ?? [];
  // A closing fence may stand behind the last words; one word behind the opening one, with lines below, names a language.
  const content = body.replace(/\n?[ \t>]*(?:`{3,}|~{3,})[ \t]*$/, '');
  const text = content.replace(/^(?:\S*[ \t]*\n)/, '');
  const removed = opening.length + content.length - text.length;
  const place = (index: number): number => Math.max(start, Math.min(start + text.length, index - removed));
  return { start, end, text, selection: { start: place(selection.start), end: place(selection.end) } };
}

function isItem(line: string, format: ListFormat): boolean {
  const [, , bullet, number] = ITEM.exec(line) ?? [];
  return format === 'bullets' ? bullet !== undefined : number !== undefined;
}

/** The number that goes on after a line. */
function numberAfter(line: string): number {
  const [, , , number] = ITEM.exec(line) ?? [];
  return number === undefined ? 1 : Number(number) + 1;
}

/** Changes whole lines; not within code, where each sign is itself. */
function onLines(
  source: string,
  selected: Selection,
  parse: Parse,
  change: (lines: readonly string[], before: string) => readonly string[],
): TextEdit | undefined {
  const selection = wholeCharacters(source, selected);
  const { start, end } = linesAround(source, selection);
  const isInCode = partsOf(source, parse).some(
    (part) => part.type === 'code' && part.start <= end && start <= part.end,
  );
  if (isInCode) return undefined;
  const before = source.slice(source.lastIndexOf('\n', start - 2) + 1, Math.max(0, start - 1));
  const old = source.slice(start, end).split('\n');
  const lines = change(old, before);
  const text = lines.join('\n');
  if (selection.start !== selection.end) return { start, end, text, selection: { start, end: start + text.length } };
  // The caret stays at its word.
  const grown = (lines[0]?.length ?? 0) - (old[0]?.length ?? 0);
  const caret = Math.max(start, selection.start + grown);
  return { start, end, text, selection: { start: caret, end: caret } };
}
