import { isComposing } from './composition.js';

/** Whether a key is Escape, and not the one with which somebody gives up the word of an input method. */
export function isEscape(event: KeyboardEvent): boolean {
  return event.key === 'Escape' && !isComposing(event);
}

/** The key has closed something: neither what is around it, nor the host page, nor the browser closes more with it. */
export function useUp(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
