import { isComposing } from '../shared/composition.js';

/** Whether Enter sends, or breaks the line while Ctrl or Command with it sends. */
export type SendKey = 'enter' | 'ctrl-enter';

/**
 * What a host page has asked for; where it has not, Enter sends, except on touch keyboards. These have no Shift+Enter to
 * break the line with, and the button is under the thumb.
 */
export function effectiveSendKey(wanted: string | null): SendKey {
  if (wanted === 'enter' || wanted === 'ctrl-enter') return wanted;
  return matchMedia('(pointer: coarse)').matches ? 'ctrl-enter' : 'enter';
}

/** Whether a key sends. With Ctrl or Command Enter always does: whoever is used to it must not get a line instead. */
export function isSendKey(event: KeyboardEvent, sendKey: SendKey): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposing(event)) return false;
  return sendKey === 'enter' || event.ctrlKey || event.metaKey;
}
