/**
 * Whether a key belongs to an input method: while it composes, Enter takes a word, arrows choose among several and Escape
 * gives it up, and nothing else may happen. Safari ends composing just before the key, and tells by the key code only.
 */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return event.isComposing || event.keyCode === 229;
}
