import { isComposing } from '../shared/composition.js';
import { letterOf } from './letter.js';

/** What a key does with the undo history: Ctrl+Z; Ctrl+Shift+Z and Ctrl+Y; on a Mac with the Command key. */
export function historyKey(event: KeyboardEvent): 'undo' | 'redo' | undefined {
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  if (ctrlKey === metaKey || altKey || isComposing(event)) return undefined;
  const letter = letterOf(event);
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  // With the Command key it is no redo anywhere.
  return letter === 'y' && ctrlKey && !shiftKey ? 'redo' : undefined;
}
