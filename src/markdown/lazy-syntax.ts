import type { TemplateResult } from 'lit';
import type { Table } from 'mdast';
import type { Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import type { Extension } from 'micromark-util-types';
import type { RenderContext } from './context.js';

/** The part of Markdown whose code is loaded when the first message has it: tables, pictures, most named characters. */
export interface RareSyntax {
  readonly extension: Extension;
  readonly fromMarkdown: FromMarkdownExtension;
  readonly entityCharacter: (name: string) => string | undefined;
  readonly picture: (url: string, alt: string, label: string) => unknown;
  readonly renderTable: (table: Table, context: RenderContext) => TemplateResult;
}

/** The names that people write to quote HTML; the other 270 can wait. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['apos', "'"],
  ['gt', '>'],
  ['lt', '<'],
  ['nbsp', '\xa0'],
  ['quot', '"'],
]);

// The second row of a table, also in a quote: after a line break nothing but dashes with colons or bars. Whatever
// micromark takes for one matches (a property test compares); what matches needlessly costs a request, once.
const DELIMITER_ROW = /[\n\r](?=.*-)(?=.*[|:])[ \t>|:-]+$/gm;
const OTHER_ENTITY = /&(?!(?:amp|apos|gt|lt|nbsp|quot);)[a-z][a-z\d]{1,30};/i;

let loaded: RareSyntax | undefined;

/** The rare syntax, once it is there. */
export function rareSyntax(): RareSyntax | undefined {
  return loaded;
}

/** Whether a message waits for the rare syntax: drawn now, it shows part of its source. */
export function lacksSyntax(source: string): boolean {
  return !loaded && (source.search(DELIMITER_ROW) >= 0 || OTHER_ENTITY.test(source) || source.includes('!['));
}

/**
 * Loads the rare syntax; answers whether it is there now. After a failure the next call tries again.
 * @param load brings the chunk; another one in tests
 */
export async function loadRareSyntax(load = () => import('./rare-syntax.js')): Promise<boolean> {
  try {
    loaded ??= (await load()).rareSyntax;
    return true;
  } catch {
    return false;
  }
}

/** The character for an entity's name (`lt` → <; case matters), or undefined when the name is not known, or not yet. */
export function characterFor(name: string): string | undefined {
  return loaded ? loaded.entityCharacter(name) : ENTITIES.get(name);
}

/** A message for one line of text: the marks of its tables give way to blanks while they would be taken for words. */
export function withoutTableMarks(source: string): string {
  if (loaded || source.search(DELIMITER_ROW) < 0) return source;
  return source.replace(DELIMITER_ROW, '').replace(/(?<!\\)\|[ \t]*/g, ' ');
}
