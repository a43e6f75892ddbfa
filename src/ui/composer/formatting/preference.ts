const KEY = 'wazo-chat-formatting';

/** What could not be written: private windows, sandboxed frames and full storages refuse. */
let unsaved: boolean | undefined;

/** Whether the person wants the buttons for formatting, on this device. */
export function wantsBar(): boolean {
  if (unsaved !== undefined) return unsaved;
  try {
    return localStorage.getItem(KEY) === 'shown';
  } catch {
    return false;
  }
}

export function setWantsBar(isWanted: boolean): void {
  try {
    localStorage.setItem(KEY, isWanted ? 'shown' : 'hidden');
    unsaved = undefined;
  } catch {
    unsaved = isWanted;
  }
}
