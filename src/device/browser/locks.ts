import { PageLocks } from '../memory.js';
import type { Locks } from '../ports.js';

/** Shared by the widgets of a page. */
const PAGE_LOCKS = new PageLocks();

/** Web Locks end with their tab, however it ends. They are absent from pages without https. */
export function browserLocks(): Locks {
  const locks = lockManager();
  if (!locks) return PAGE_LOCKS;
  return { acrossTabs: true, hold: (name, signal, task) => locks.request(name, { signal }, task) };
}

function lockManager(): LockManager | undefined {
  try {
    return (navigator as { readonly locks?: LockManager }).locks;
  } catch {
    return undefined;
  }
}
