const KEY = 'wazo-chat-gifs';

/** When GIFs of the picker move. */
export type Playing = 'never' | 'on-hover' | 'always';

/** What we could not write: private windows, sandboxed frames and full storages refuse. */
let unsaved: boolean | undefined;

/** Whether the person wants them to move by themselves. */
export function wantsPlaying(): boolean {
  if (unsaved !== undefined) return unsaved;
  try {
    return localStorage.getItem(KEY) === 'play';
  } catch {
    return false;
  }
}

/** Remembers it on this device. */
export function setWantsPlaying(wants: boolean): void {
  try {
    localStorage.setItem(KEY, wants ? 'play' : 'hover');
    unsaved = undefined;
  } catch {
    unsaved = wants;
  }
}

/** Who asked their device for less motion gets one step less: pictures that move where one looks, or none. */
export function playingOf(wants: boolean, isReduced: boolean): Playing {
  if (wants) return isReduced ? 'on-hover' : 'always';
  return isReduced ? 'never' : 'on-hover';
}
