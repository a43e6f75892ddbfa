import type { Formatter } from './formatter.js';

let loaded: Formatter | undefined;
let loading: Promise<boolean> | undefined;

/** What reads and draws Markdown's syntax, once it is there. */
export function formatter(): Formatter | undefined {
  return loaded;
}

/**
 * Loads it, once for all who ask; answers whether it is there now, and never rejects. After a failure the next call tries
 * again.
 * @param load brings the chunk; another one in tests
 */
export function loadFormatter(load = () => import('./formatter.js')): Promise<boolean> {
  loading ??= attempt(load);
  return loading;
}

async function attempt(load: () => Promise<{ readonly formatter: Formatter }>): Promise<boolean> {
  try {
    loaded = (await load()).formatter;
    return true;
  } catch {
    loading = undefined;
    return false;
  }
}
