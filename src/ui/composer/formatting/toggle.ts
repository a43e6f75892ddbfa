import type { Selection } from '../text-history.js';
import { toggleCodeBlock, toggleList, toggleQuote } from './block.js';
import type { Format, TextEdit } from './edit.js';
import { toggleInline } from './inline.js';
import { toggleLink } from './link.js';
import type { Parse } from './outline.js';

/** The edit that gives a selection a format or takes it away; undefined where that cannot be. Code over several lines is a block. */
export function toggle(source: string, selection: Selection, format: Format, parse: Parse): TextEdit | undefined {
  switch (format) {
    case 'link':
      return toggleLink(source, selection, parse);
    case 'quote':
      return toggleQuote(source, selection, parse);
    case 'bullets':
    case 'numbers':
      return toggleList(source, selection, format, parse);
    case 'code-block':
      return toggleCodeBlock(source, selection, parse);
    case 'code':
      if (/\S\s*\n\s*\S/.test(source.slice(selection.start, selection.end)))
        return toggleCodeBlock(source, selection, parse);
      return toggleInline(source, selection, format, parse);
    default:
      return toggleInline(source, selection, format, parse);
  }
}
