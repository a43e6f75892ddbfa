import { historyKey } from './history-key.js';
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
 * lead here.
 */
export class UndoableField {
  readonly #options: UndoableFieldOptions;
  #history = new TextHistory();
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
    const before = selectionOf(field);
    field.setRangeText(text, start, end, 'end');
    if (selected) field.setSelectionRange(selected.start, selected.end);
    this.#record(field, 'other', before, 0);
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
    else this.#record(field, kindOf(event), this.#before ?? selectionOf(field), event.timeStamp);
    this.#before = undefined;
  };

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

  #record(field: HTMLTextAreaElement, kind: EditKind, before: Selection, at: number): void {
    this.#history.record({ kind, text: field.value, before, after: selectionOf(field), at });
    this.#options.onChange(field.value);
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
    if (this.field?.value !== text) this.#show({ text, selection: { start: text.length, end: text.length } });
  }

  #show({ text, selection }: Moment): void {
    const { field } = this;
    if (!field) return;
    field.value = text;
    field.setSelectionRange(selection.start, selection.end);
  }
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
