import type { User } from '../../model/user.js';

/** What a key does among the chips: removes the one it is pressed on, or moves to another; past the last is the field. */
export type ChipStep = { readonly kind: 'remove' } | { readonly kind: 'focus'; readonly index: number };

/** @param backwards the arrow key that points to the beginning of a line */
export function chipStep(key: string, index: number, backwards: string): ChipStep | undefined {
  switch (key) {
    case 'Backspace':
    case 'Delete':
      return { kind: 'remove' };
    case 'ArrowLeft':
    case 'ArrowRight':
      return { kind: 'focus', index: key === backwards ? Math.max(0, index - 1) : index + 1 };
    default:
      return undefined;
  }
}

/** The option after the active one, or before it; round at the ends. */
export function nextOption(options: readonly User[], activeUuid: string | null, step: 1 | -1): string | null {
  const current = options.findIndex(({ uuid }) => uuid === activeUuid);
  const start = current < 0 && step < 0 ? 0 : current;
  return options[(start + step + options.length) % options.length]?.uuid ?? null;
}

/** Whom Enter would pick when an answer has come: the one it would have, if still there; else the first match of a search. */
export function activeOption(people: readonly User[], term: string, activeUuid: string | null): string | null {
  if (people.some(({ uuid }) => uuid === activeUuid)) return activeUuid;
  return term.trim() ? (people[0]?.uuid ?? null) : null;
}
