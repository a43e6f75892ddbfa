import { mentionsIn } from '../../model/mention.js';
import { putWithMentions, withMentions } from '../shared/mention-clipboard.js';
import { historyKey } from './history-key.js';
import {
  absorbed,
  edited,
  placeInField,
  placeInWritten,
  toField,
  toWritten,
  wholeMentions,
  type FieldMention,
  type FieldText,
} from './mentioned-text.js';
import { replacedBetween, type Replaced } from './replaced.js';
import { TextHistory, type EditKind, type Moment, type Selection } from './text-history.js';

export interface UndoableFieldOptions {
  readonly field: () => HTMLTextAreaElement | null;
  /** Hears of every change that the person makes. */
  readonly onChange: (text: string) => void;
}

/** Edits by the types of their input events; all others are steps of their own. */
const KINDS: Readonly<Record<string, EditKind>> = {
  insertText: 'typing',
  insertLineBreak: 'typing',
  deleteContentBackward: 'deleting',
  deleteContentForward: 'deleting',
  insertCompositionText: 'composing',
  insertFromComposition: 'composing',
  deleteCompositionText: 'composing',
};

/**
 * A field whose undo history is that of the text in it, and not the browser's. Ctrl+Z, the menus and a shaken phone all
 * lead here. The text is what is written, `@[Ann](user:…)`; the field shows it as `@Ann`. All places are those in the field.
 */
export class UndoableField {
  readonly #options: UndoableFieldOptions;
  #history = new TextHistory();
  /** What the field shows, and what of it are mentions. */
  #shown: FieldText = toField('');
  /** What was selected before the edit that is being made. */
  #before: Selection | undefined;

  constructor(options: UndoableFieldOptions) {
    this.#options = options;
  }

  /** Shows a text that has a history already, and may have changed since. */
  open(history: TextHistory, text: string): void {
    this.#history = history;
    history.close();
    history.replace(text);
    this.#showAtEnd(text);
  }

  /** The text as it is written. */
  get written(): string {
    return toWritten(this.#current);
  }

  /** What of the field's text are mentions. */
  get mentions(): readonly FieldMention[] {
    return this.#current.mentions;
  }

  /** What is selected, as it is written. */
  get selected(): string {
    const { field } = this;
    if (!field) return '';
    this.#shown = this.#current;
    const { start, end } = this.#written(selectionOf(field));
    return this.written.slice(start, end);
  }

  /** Puts a text in the place of what is selected, and the caret behind it. */
  insert(text: string): void {
    const { field } = this;
    if (field) this.replace(field.selectionStart, field.selectionEnd, text);
  }

  /**
   * Puts a text in the place of another, as one step of the history.
   *
   * @param start where it begins, in UTF-16 units
   * @param end where what it replaces ends
   * @param selected what is selected then, in the whole text; left out, the caret stands behind the new text
   */
  replace(start: number, end: number, text: string, selected?: Selection): void {
    const { field } = this;
    if (!field) return;
    this.#shown = this.#current;
    const before = this.#written(selectionOf(field));
    field.setRangeText(text, start, end, 'end');
    const after = selected ?? { start: start + text.length, end: start + text.length };
    this.#take({ start, end, inserted: text }, after);
    this.#record('other', before, 0);
  }

  /**
   * Puts another text in the place of the whole, as one step of the history. What is a mention in it is one in the field.
   *
   * @param text as it is written
   * @param place where a place of the text before is in it; both in what is written
   */
  rewrite(text: string, place: (before: number) => number): void {
    const { field } = this;
    if (!field) return;
    this.#shown = this.#current;
    const before = this.#written(selectionOf(field));
    this.#show({ text, selection: { start: place(before.start), end: place(before.end) } });
    this.#record('other', before, 0);
  }

  readonly handleBeforeInput = (event: InputEvent): void => {
    const way = wayOf(event);
    if (way) {
      event.preventDefault();
      this.#travelByBrowser(way);
    } else if (this.field) this.#before = selectionOf(this.field);
  };

  readonly handleInput = (event: Event): void => {
    const { field } = this;
    if (!field) return;
    const way = wayOf(event);
    if (way) this.#travelByBrowser(way);
    else this.#handleEdit(field, event as InputEvent);
    this.#before = undefined;
  };

  /** What is copied keeps the mentions in it where it is pasted into a field of ours. */
  readonly handleCopy = (event: ClipboardEvent): void => {
    const { field, selected } = this;
    if (!field || !event.clipboardData || mentionsIn(selected).length === 0) return;
    const { start, end } = selectionOf(field);
    putWithMentions(event.clipboardData, field.value.slice(start, end), selected);
    event.preventDefault();
    if (event.type === 'cut') this.replace(start, end, '');
  };

  /** @returns whether something with mentions was pasted */
  handlePaste({ clipboardData }: ClipboardEvent): boolean {
    const source = clipboardData && withMentions(clipboardData);
    if (!source) return false;
    this.insert(source);
    return true;
  }

  readonly handleCompositionEnd = (): void => this.#history.close();

  /** @returns whether the key was one of the history's */
  handleKey(event: KeyboardEvent): boolean {
    const way = historyKey(event);
    if (!way) return false;
    // Also with nothing to undo here: the browser would find something, be it of another field.
    event.preventDefault();
    this.#travel(way);
    return true;
  }

  get field(): HTMLTextAreaElement | null {
    return this.#options.field();
  }

  /** What the field shows, also where something else than a person's hands has changed it and told nobody. */
  get #current(): FieldText {
    const { field } = this;
    if (!field || field.value === this.#shown.text) return this.#shown;
    return edited(this.#shown, replacedBetween(this.#shown.text, field.value, field.selectionEnd));
  }

  #handleEdit(field: HTMLTextAreaElement, event: InputEvent): void {
    const before = this.#written(this.#before ?? selectionOf(field));
    const selected = selectionOf(field);
    const replaced = replacedBetween(this.#shown.text, field.value, selected.end);
    // What an input method is writing is its own: a field that a program changes meanwhile confuses it.
    const whole = kindOf(event) === 'composing' ? replaced : wholeMentions(this.#shown, replaced);
    this.#take(whole, sameRange(whole, replaced) ? selected : { start: whole.start, end: whole.start });
    this.#record(kindOf(event), before, event.timeStamp);
  }

  /** Takes an edit over, which the field may show already. @param selected what is selected then */
  #take(replaced: Replaced, selected: Selection): void {
    const { field, place } = absorbed(edited(this.#shown, replaced));
    this.#shown = field;
    this.#showText({ start: place(selected.start), end: place(selected.end) });
  }

  #record(kind: EditKind, before: Selection, at: number): void {
    const { field, written } = this;
    if (!field) return;
    this.#history.record({ kind, text: written, before, after: this.#written(selectionOf(field)), at });
    this.#options.onChange(written);
  }

  #written({ start, end }: Selection): Selection {
    return { start: placeInWritten(this.#shown, start), end: placeInWritten(this.#shown, end) };
  }

  #travel(way: 'undo' | 'redo'): void {
    const moment = this.#history[way]();
    if (!moment) return;
    this.#show(moment);
    this.#options.onChange(moment.text);
  }

  /**
   * The browser undoes, or has done so already. One that keeps a single history for the page comes here from another field,
   * too, when that has nothing left to undo: whoever is there does not mean this text.
   */
  #travelByBrowser(way: 'undo' | 'redo'): void {
    const { field } = this;
    const { text } = this.#history;
    this.#showAtEnd(text);
    if (field?.matches(':focus')) this.#travel(way);
  }

  /** Shows a text unless it stands there already, with the caret behind it. */
  #showAtEnd(text: string): void {
    if (this.written !== text || this.field?.value !== this.#shown.text)
      this.#show({ text, selection: { start: text.length, end: text.length } });
  }

  #show({ text, selection: { start, end } }: Moment): void {
    this.#shown = toField(text);
    this.#showText({ start: placeInField(this.#shown, start), end: placeInField(this.#shown, end) });
  }

  /** Puts into the field what it is to show, unless it does. */
  #showText({ start, end }: Selection): void {
    const { field } = this;
    if (!field) return;
    const { text } = this.#shown;
    // Only what differs: the browser keeps what is in view.
    const { start: from, end: to, inserted } = replacedBetween(field.value, text, end);
    if (field.value !== text) field.setRangeText(inserted, from, to, 'end');
    if (field.selectionStart !== start || field.selectionEnd !== end) field.setSelectionRange(start, end);
  }
}

function sameRange(a: Replaced, b: Replaced): boolean {
  return a.start === b.start && a.end === b.end;
}

function selectionOf({ selectionStart, selectionEnd }: HTMLTextAreaElement): Selection {
  return { start: selectionStart, end: selectionEnd };
}

function wayOf(event: Event): 'undo' | 'redo' | undefined {
  const { inputType } = event as InputEvent;
  if (inputType === 'historyUndo') return 'undo';
  return inputType === 'historyRedo' ? 'redo' : undefined;
}

function kindOf(event: Event): EditKind {
  return KINDS[(event as InputEvent).inputType] ?? 'other';
}
