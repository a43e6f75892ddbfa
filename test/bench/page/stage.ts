import type { Contender } from './contender.js';
import { Probes } from './probes.js';

/** The box that every contender fills, to the size of the window. */
export function stage(): HTMLElement {
  const element = document.getElementById('stage');
  if (!element) throw new Error('The page has no stage.');
  return element;
}

/** Makes the measurements of a contender reachable from outside of the page. */
export function present(contender: Contender): void {
  (globalThis as { bench?: Probes }).bench = new Probes(contender);
}
