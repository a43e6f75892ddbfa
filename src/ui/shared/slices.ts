import type { Select } from '../select.js';

/** A selector for each part of an object. */
type SelectParts<Slices> = { readonly [Name in keyof Slices]: Select<Slices[Name]> };

/**
 * All that an element shows of the state, chosen by one controller: the same object while none of its parts changes.
 * To be made anew for each element, since it remembers its last answer.
 */
export function slicesOf<Slices extends object>(parts: SelectParts<Slices>): Select<Slices> {
  const names = Object.keys(parts) as (keyof Slices)[];
  let last: Slices | undefined;
  return (state, view) => {
    const next = Object.fromEntries(names.map((name) => [name, parts[name](state, view)])) as Slices;
    if (!last || names.some((name) => next[name] !== last?.[name])) last = next;
    return last;
  };
}
