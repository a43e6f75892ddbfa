import { isComposing } from '../../shared/composition.js';
import { letterOf } from '../letter.js';
import type { Format } from './edit.js';

const LETTERS: Readonly<Record<string, Format>> = { b: 'bold', i: 'italic', k: 'link', e: 'code' };
/** With Shift; digits by their place, for with Shift each keyboard has another sign there, and a French one the digit. */
const SHIFTED: Readonly<Record<string, Format>> = {
  x: 'strike',
  Digit7: 'numbers',
  Digit8: 'bullets',
  Digit9: 'quote',
};

/** Whether the Command key stands for Ctrl; there, Ctrl with a letter moves the caret. */
export const HAS_COMMAND = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The format that a key gives: Ctrl with B, I, K, E, and with Shift and X, 7, 8, 9; on a Mac with the Command key. */
export function formatKey(event: KeyboardEvent, hasCommand = HAS_COMMAND): Format | undefined {
  const { ctrlKey, metaKey, altKey, shiftKey, code } = event;
  if (ctrlKey === metaKey || metaKey !== hasCommand || altKey || isComposing(event)) return undefined;
  const letter = letterOf(event);
  return shiftKey ? (SHIFTED[code] ?? SHIFTED[letter]) : LETTERS[letter];
}
