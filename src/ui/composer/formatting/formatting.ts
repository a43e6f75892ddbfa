// What is loaded with the first focus of the field: ../format-tool.ts brings it.
import { html, type TemplateResult } from 'lit';
import { affordable } from '../../../markdown/limits.js';
import { formatter } from '../../../markdown/load.js';
import { memoise } from '../../../store/selectors.js';
import type { Elements } from '../../lazy.js';
import { isComposing } from '../../shared/composition.js';
import { isEscape, useUp } from '../../shared/escape.js';
import { effectiveSendKey, isSendKey } from '../send-key.js';
import type { Selection } from '../text-history.js';
import type { ComposerHost } from '../tool.js';
import { fenced } from './block.js';
import { looksLikeCode } from './code-like.js';
import { continueLine, isInFence } from './continue-line.js';
import type { Format, TextEdit } from './edit.js';
import { WazoChatFormatPanel } from './format-panel.js';
import { isWorthReading } from './html-worth.js';
import { linkTo } from './link.js';
import { formatsAt, partsOf } from './outline.js';
import { placeOf, standingAlone, type Placed } from './placed.js';
import { toggle } from './toggle.js';

export const elements: Elements = { 'wazo-chat-format-panel': WazoChatFormatPanel };

/** What was pasted, and where. */
export interface Pasted {
  readonly field: HTMLTextAreaElement;
  /** The text and what was selected in it before. */
  readonly source: string;
  readonly selection: Selection;
  /** As plain text, which is in the field. */
  readonly plain: string;
  /** As HTML; empty: there is none. */
  readonly rich: string;
}

/** What the formatting of one composer does. */
export class Formatting {
  readonly #host: ComposerHost;
  readonly #close: () => void;
  /** A pasted text that may be meant as code. */
  #offered: Placed | undefined;
  #isPreviewing = false;
  #formats: ReadonlySet<Format> = new Set();
  #isShown = false;
  /** The caret moves more often than the text changes. */
  readonly #partsOf = memoise((source: string) => partsOf(source, parse));

  constructor(host: ComposerHost, { close }: { readonly close: () => void }) {
    this.#host = host;
    this.#close = close;
    host.addController({
      hostConnected: () => document.addEventListener('selectionchange', this.#follow),
      hostDisconnected: () => document.removeEventListener('selectionchange', this.#follow),
    });
    for (const type of ['keyup', 'pointerup', 'focusin']) host.addEventListener(type, this.#follow);
  }

  render(isShown: boolean): TemplateResult {
    const hasBegun = isShown && !this.#isShown;
    this.#isShown = isShown;
    if (hasBegun) this.#formats = this.#currentFormats();
    return html`<wazo-chat-format-panel
      .isShown=${isShown}
      .formats=${this.#formats}
      .preview=${this.#isPreviewing && isShown ? this.#host.text.written : null}
      .hasOffer=${this.#offered !== undefined}
      .onFormat=${this.#handleFormat}
      .onPreview=${this.#handlePreview}
      .onOffer=${this.#handleOffer}
      .onClose=${this.#handleClose}
    ></wazo-chat-format-panel>`;
  }

  /** Continues a list or a quote, and closes the preview; formats are keys of the tool. */
  handleKey(event: KeyboardEvent): boolean {
    if (isEscape(event) && (this.#isPreviewing || this.#offered)) {
      useUp(event);
      this.#isPreviewing = false;
      this.#offered = undefined;
      this.#host.requestUpdate();
      return true;
    }
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return false;
    if (isSendKey(event, effectiveSendKey(this.#host.settings.sendKey))) return false;
    const { field } = this.#host.text;
    const edit = field && continueLine(field.value, selectionOf(field));
    if (!edit) return false;
    event.preventDefault();
    this.#apply(edit);
    return true;
  }

  toggle(format: Format): void {
    const { field } = this.#host.text;
    const edit = field && toggle(field.value, selectionOf(field), format, parse);
    if (edit) this.#apply(edit);
  }

  /** Makes of what was pasted what was copied: a link of an address over words, Markdown of what was formatted. */
  async improve(pasted: Pasted): Promise<void> {
    const { field, source, selection, plain, rich } = pasted;
    const isInCode = isInCodeAt(source, selection);
    const link = isInCode ? undefined : linkTo(source, selection, plain, parse);
    const placed: Placed = { field, start: selection.start, text: plain };
    if (link) {
      const words = source.slice(selection.start, link.start) + link.text + source.slice(link.end, selection.end);
      this.#replace(placed, words, (_source, _range, text) => text);
    } else if (!isInCode && isWorthReading(rich) && (await this.#enrich(placed, rich))) return;
    else if (!isInCode && looksLikeCode(plain)) this.#offer(placed);
  }

  handleText(): void {
    if (this.#offered && placeOf(this.#offered, this.#host.text.field) === undefined) this.#offer(undefined);
    if (this.#isPreviewing) this.#host.requestUpdate();
    this.#follow();
  }

  handleRoom(): void {
    this.#isPreviewing = false;
    this.#offer(undefined);
  }

  /** @returns whether what was pasted is Markdown now */
  async #enrich(placed: Placed, rich: string): Promise<boolean> {
    const chunk = await import('../rich-paste/rich-paste.js').catch(() => undefined);
    const text = chunk?.markdownOf(rich, placed.text);
    if (text === undefined) return false;
    this.#replace(placed, text);
    return true;
  }

  /** Puts a text, shaped for where it goes, in the place of one that was pasted, wherever that stands by now; nothing where it is gone. */
  #replace(placed: Placed, text: string, shape = standingAlone): void {
    const { text: field } = this.#host;
    const start = placeOf(placed, field.field);
    if (start === undefined) return;
    const end = start + placed.text.length;
    const caret = placed.field.selectionEnd;
    const alone = shape(placed.field.value, { start, end }, text);
    const after =
      caret < end ? (caret < start ? caret : start + alone.length) : caret + alone.length - placed.text.length;
    field.replace(start, end, alone, { start: after, end: after });
    showCaret(placed.field);
  }

  #offer(placed: Placed | undefined): void {
    this.#offered = placed;
    this.#host.requestUpdate();
  }

  #apply({ start, end, text, selection }: TextEdit): void {
    const { text: field } = this.#host;
    field.replace(start, end, text, selection);
    if (field.field) showCaret(field.field);
    this.#follow();
  }

  readonly #follow = (): void => {
    if (!this.#isShown) return;
    const formats = this.#currentFormats();
    if (formats.size === this.#formats.size && [...formats].every((format) => this.#formats.has(format))) return;
    this.#formats = formats;
    this.#host.requestUpdate();
  };

  #currentFormats(): ReadonlySet<Format> {
    const { field } = this.#host.text;
    return field ? formatsAt(this.#partsOf(field.value), selectionOf(field)) : new Set();
  }

  readonly #handleFormat = (format: Format): void => {
    this.toggle(format);
    this.#host.focus();
  };

  readonly #handlePreview = (): void => {
    this.#isPreviewing = !this.#isPreviewing;
    this.#host.requestUpdate();
  };

  readonly #handleOffer = (isTaken: boolean): void => {
    const placed = this.#offered;
    this.#offer(undefined);
    if (isTaken && placed) this.#replace(placed, fenced(placed.text));
    this.#host.focus();
  };

  readonly #handleClose = (): void => {
    if (this.#isPreviewing) {
      this.#isPreviewing = false;
      this.#host.requestUpdate();
      this.#host.focus();
    } else this.#close();
  };
}

/** As it will be read: of a text that is too long for that, its beginning. */
function parse(source: string): ReturnType<NonNullable<ReturnType<typeof formatter>>['parse']> {
  return formatter()?.parse(affordable(source).head);
}

/** At the end of a long text a browser leaves the caret out of view that a program has moved. */
export function showCaret(field: HTMLTextAreaElement): void {
  if (field.selectionEnd === field.value.length) field.scrollTop = field.scrollHeight;
}

function selectionOf({ selectionStart, selectionEnd }: HTMLTextAreaElement): Selection {
  return { start: selectionStart, end: selectionEnd };
}

/** Whether what is put there is code: between fences or between backquotes. */
function isInCodeAt(source: string, { start, end }: Selection): boolean {
  if (isInFence(source, source.lastIndexOf('\n', start - 1) + 1)) return true;
  return partsOf(source, parse).some((part) => part.type === 'inlineCode' && part.start < start && end < part.end);
}
