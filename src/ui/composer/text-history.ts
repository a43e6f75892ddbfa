import { replacedBetween } from './replaced.js';

/** What is selected, in UTF-16 units; empty where it is but a caret. */
export interface Selection {
  readonly start: number;
  readonly end: number;
}

/**
 * What made an edit. Typing and deleting go back in stretches, the word of an input method as a whole, everything else (a
 * paste, an emoji from the picker, a correction) as one step of its own.
 */
export type EditKind = 'typing' | 'deleting' | 'composing' | 'other';

export interface Edit {
  readonly kind: EditKind;
  /** The whole text after it. */
  readonly text: string;
  /** What was selected before and after it. */
  readonly before: Selection;
  readonly after: Selection;
  /** When it happened, in milliseconds since whenever. */
  readonly at: number;
}

/** A text to show, and what is selected in it. */
export interface Moment {
  readonly text: string;
  readonly selection: Selection;
}

/** A stretch of the text that was replaced by another. */
interface Change {
  readonly from: number;
  readonly removed: string;
  readonly inserted: string;
}

interface Step extends Change {
  readonly before: Selection;
  readonly after: Selection;
}

/** What the last step began with, while further edits may join it. */
interface OpenStep {
  readonly kind: EditKind;
  readonly text: string;
  readonly before: Selection;
}

/** Milliseconds without a key that end a stretch of typing. */
const PAUSE = 500;
/** What is kept at most, the latest steps first: a hundred pastes of a whole book are not. */
const MAX_STEPS = 300;
const MAX_CHARACTERS = 500_000;

/**
 * The undo history of one text. The browser's own belongs to the field, or even to the page: it knows nothing of a text
 * that makes way for another one's, and loses its way where a program changes the text.
 */
export class TextHistory {
  #text: string;
  readonly #done: Step[] = [];
  #undone: Step[] = [];
  #open: OpenStep | undefined;
  /** The edit before, by which one knows whether the next one continues it. */
  #last: Edit | undefined;
  #size = 0;

  /** @param text what it begins with: a draft of the time before, say */
  constructor(text = '') {
    this.#text = text;
  }

  /** The text as it is now. */
  get text(): string {
    return this.#text;
  }

  record(edit: Edit): void {
    if (edit.text === this.#text) return;
    if (this.#open && this.#continues(edit)) this.#drop();
    else this.#open = { kind: edit.kind, text: this.#text, before: edit.before };
    const { text, before } = this.#open;
    this.#push({ ...changeBetween(text, edit.text, edit.after), before, after: edit.after });
    this.#text = edit.text;
    this.#last = edit;
    this.#undone = [];
  }

  /** The text was replaced from elsewhere; that, too, can be undone. */
  replace(text: string): void {
    const atEnd = ({ length }: string): Selection => ({ start: length, end: length });
    this.record({ kind: 'other', text, before: atEnd(this.#text), after: atEnd(text), at: 0 });
  }

  /** The text is over, and there is no way back to it. */
  clear(): void {
    this.close();
    this.#text = '';
    this.#done.length = 0;
    this.#undone = [];
    this.#size = 0;
  }

  /** Whatever comes next is a step of its own. */
  close(): void {
    this.#open = undefined;
  }

  /** @returns what to show, or undefined when there is nothing left to undo */
  undo(): Moment | undefined {
    this.close();
    const step = this.#drop();
    if (!step) return undefined;
    this.#undone.push(step);
    this.#text = replaced(this.#text, step.from, step.inserted, step.removed);
    return { text: this.#text, selection: step.before };
  }

  /** @returns what to show, or undefined when nothing was undone */
  redo(): Moment | undefined {
    this.close();
    const step = this.#undone.pop();
    if (!step) return undefined;
    this.#push(step);
    this.#text = replaced(this.#text, step.from, step.removed, step.inserted);
    return { text: this.#text, selection: step.after };
  }

  #continues({ kind, before, at }: Edit): boolean {
    const last = this.#last;
    if (!last || kind === 'other' || kind !== this.#open?.kind) return false;
    // An input method rewrites its word where it likes; its end closes the step.
    if (kind === 'composing') return true;
    return at - last.at < PAUSE && before.start === before.end && before.start === last.after.end;
  }

  #push(step: Step): void {
    this.#done.push(step);
    this.#size += sizeOf(step);
    while (this.#done.length > MAX_STEPS || (this.#size > MAX_CHARACTERS && this.#done.length > 1))
      this.#size -= sizeOf(this.#done.shift());
  }

  #drop(): Step | undefined {
    const step = this.#done.pop();
    this.#size -= sizeOf(step);
    return step;
  }
}

function sizeOf(change: Change | undefined): number {
  return change ? change.removed.length + change.inserted.length : 0;
}

function replaced(text: string, from: number, old: string, by: string): string {
  return text.slice(0, from) + by + text.slice(from + old.length);
}

function changeBetween(old: string, text: string, { end: caret }: Selection): Change {
  const { start, end, inserted } = replacedBetween(old, text, caret);
  return { from: start, removed: old.slice(start, end), inserted };
}
