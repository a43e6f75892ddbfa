import { handled } from '../../connection/handled.js';
import { memoryEnvironment } from '../memory.js';
import type { Environment } from '../ports.js';
import type { ChatStorage } from '../storage.js';
import { browserChannel } from './channel.js';
import { browserLocks } from './locks.js';
import { browserQuickStorage } from './quick-storage.js';
import { onHide, onShow, onWake } from './wake.js';

/** Milliseconds after the storage was opened until what is old in it goes: the start has other things to do. */
const TIDY_AFTER = 10_000;

/** The code of the storage comes beside everything else, before anybody opens it. */
export function preloadStorage(): void {
  void handled(import('./indexeddb.js'));
}

/** What a page has: storage, locks and channels that all tabs of its origin share. */
export function browserEnvironment(): Environment {
  const machine = memoryEnvironment();
  const openStorage = async (): Promise<ChatStorage> => {
    const { openIndexedDb } = await import('./indexeddb.js');
    const storage = await openIndexedDb(machine);
    machine.after(TIDY_AFTER, () => void storage.forgetOld().catch(() => undefined));
    return storage;
  };
  const quickStorage = browserQuickStorage;
  const locks = browserLocks();
  return { ...machine, onHide, onShow, onWake, openStorage, quickStorage, locks, channel: browserChannel };
}
