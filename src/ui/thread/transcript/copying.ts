import { render, type LitElement, type ReactiveController } from 'lit';
import { formatDate } from '../../../i18n/formats.js';
import type { Localize } from '../../../i18n/localize.js';
import { drawWhole } from '../../../markdown/gradual.js';
import type { MessageText } from '../../message/message-text.js';
import type { Item } from '../list/items.js';
import type { MessageList } from '../list/message-list.js';
import type { SelectedRows, SelectionEnd } from '../list/row-selection.js';
import { isMessageRow, type MessageRow, type Row } from '../list/rows.js';
import { mentionSource } from '../../../model/mention.js';
import { putWithMentions } from '../../shared/mention-clipboard.js';
import { selectedPart } from './selected-part.js';
import { richTranscript, transcript, type Passage } from './transcript.js';

export interface CopyingOptions {
  readonly list: MessageList;
  readonly localize: Localize;
  readonly text: MessageText;
  readonly authorOf: (message: Item) => string;
}

/**
 * Copies what one sees of the messages: what a browser makes of it has times that nobody sees, and lacks numbers, and all
 * messages that have no row just now.
 */
export class Copying implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: CopyingOptions;
  #disconnected: AbortController | undefined;

  constructor(host: LitElement, options: CopyingOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#disconnected = new AbortController();
    document.addEventListener('copy', this.#handleCopy, { signal: this.#disconnected.signal });
  }

  hostDisconnected(): void {
    this.#disconnected?.abort();
  }

  readonly #handleCopy = (event: ClipboardEvent): void => {
    const selected = event.defaultPrevented ? undefined : this.#options.list.selection.read();
    const passages = selected ? this.#passages(selected) : [];
    if (passages.length === 0) return;
    if (event.clipboardData) putTexts(event.clipboardData, passages);
    event.clipboardData?.setData('text/html', richTranscript(passages));
    event.preventDefault();
  };

  #passages({ start, end }: SelectedRows): readonly Passage[] {
    const { list } = this.#options;
    const [from, to] = [list.indexOf(start.row), list.indexOf(end.row)];
    if (from === undefined || to === undefined || to < from) return [];
    const ofOne = from === to;
    return list.rowsBetween(from, to + 1).flatMap((row): readonly Passage[] => {
      if (!isMessageRow(row)) return this.#lineBetween(row);
      const ends = { start: row.index === from ? start : undefined, end: row.index === to ? end : undefined };
      const content = this.#content(row, ends);
      return content.textContent.trim() === '' && !content.querySelector('img')
        ? []
        : [this.#passage(row, content, ofOne)];
    });
  }

  #passage({ message, grouped }: MessageRow, content: DocumentFragment, ofOne: boolean): Passage {
    const { localize, authorOf } = this.#options;
    const time = formatDate(localize.lang(), 'time', new Date(message.createdAt));
    return { kind: 'message', head: ofOne ? null : { author: authorOf(message), time }, continues: grouped, content };
  }

  /** Days are told; what is missing is marked, so that nobody takes the copy for complete. */
  #lineBetween(row: Exclude<Row, MessageRow>): readonly Passage[] {
    if (row.kind === 'gap') return [{ kind: 'line', text: '[…]' }];
    if (row.kind !== 'day') return [];
    return [{ kind: 'line', text: formatDate(this.#options.localize.lang(), 'day', row.date) }];
  }

  #content(row: MessageRow, { start, end }: Ends): DocumentFragment {
    const body = this.#bodyOf(row);
    const range = document.createRange();
    range.selectNodeContents(body);
    if (start && start.node !== start.row) cut(range, start, 'start');
    if (end && end.node !== end.row) cut(range, end, 'end');
    const content = selectedPart(body, range);
    // Who selects beyond a message's text has its files with it.
    if (!end || end.node === end.row) content.append(...fileLines(row.message));
    return content;
  }

  /** What is in the page, or what would be. */
  #bodyOf(row: MessageRow): Element {
    const element = this.#host.renderRoot.querySelector(`[data-key="${CSS.escape(row.key)}"]`);
    return element?.shadowRoot?.querySelector('.md') ?? this.#drawn(row);
  }

  /** A message that has no row. */
  #drawn({ message }: MessageRow): Element {
    const { localize, text } = this.#options;
    const body = document.createElement('div');
    drawWhole(() => render(message.body ? text.of(message.body).content : localize.term('messageDeletedNote'), body));
    return body;
  }
}

/** The names only: where files are read expires. */
function fileLines({ body }: Item): readonly Element[] {
  return (body?.parts ?? []).map(({ name }) => {
    const line = document.createElement('p');
    line.textContent = `📎 ${name}`;
    return line;
  });
}

/** The text, and where somebody is named in it, the same as it would be written. */
function putTexts(clipboard: DataTransfer, passages: readonly Passage[]): void {
  const plain = transcript(passages);
  const source = transcript(passages.map(withSources));
  if (source === plain) clipboard.setData('text/plain', plain);
  else putWithMentions(clipboard, plain, source);
}

function withSources(passage: Passage): Passage {
  if (passage.kind === 'line') return passage;
  const content = passage.content.cloneNode(true) as DocumentFragment;
  for (const chip of content.querySelectorAll<HTMLElement>('.md-mention')) {
    const { user, room } = chip.dataset;
    const target = user === undefined ? `room:${room}` : `user:${user}`;
    chip.textContent = mentionSource({ name: chip.textContent.slice(1), target });
  }
  return { ...passage, content };
}

/** Where the selection ends, if that is in the message. */
interface Ends {
  readonly start: SelectionEnd | undefined;
  readonly end: SelectionEnd | undefined;
}

/** Takes away of `range` what is beyond an end of the selection. */
function cut(range: Range, { node, offset }: SelectionEnd, side: 'start' | 'end'): void {
  const place = range.comparePoint(node, offset);
  const isBeyond = side === 'start' ? place > 0 : place < 0;
  if (isBeyond) range.collapse(side === 'end');
  else if (place === 0 && side === 'start') range.setStart(node, offset);
  else if (place === 0) range.setEnd(node, offset);
}
