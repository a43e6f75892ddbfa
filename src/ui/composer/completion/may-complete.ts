/** Names have several words; nobody goes on typing one for longer. In UTF-16 units. */
export const LONGEST = 50;

/** Tells cheaply whether something may be completed before the caret. */
export function mayComplete(text: string, caret: number): boolean {
  return /[@:#/]/.test(text.slice(Math.max(0, caret - LONGEST), caret));
}
