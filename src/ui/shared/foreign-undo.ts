/**
 * For the `beforeinput` of a field: a browser that keeps one undo history for the whole page undoes here what was typed last,
 * wherever the person is by then. Whoever is elsewhere does not mean this field.
 */
export function refuseForeignUndo(event: InputEvent): void {
  const field = event.currentTarget as HTMLElement;
  if (event.inputType.startsWith('history') && !field.matches(':focus')) event.preventDefault();
}
