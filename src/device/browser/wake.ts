// When a page comes into sight, goes out of it, or has reason to believe that the network is there again.

/** Came online, back from a hidden tab, from the back-forward cache, or from sleep. */
export function onWake(callback: () => void, signal: AbortSignal): void {
  window.addEventListener('online', callback, { signal });
  window.addEventListener('pageshow', callback, { signal });
  document.addEventListener('resume', callback, { signal });
  onVisibility('visible', callback, signal);
}

export function onHide(callback: () => void, signal: AbortSignal): void {
  window.addEventListener('pagehide', callback, { signal });
  // On phones, a page that goes out of sight may never hear of its end.
  onVisibility('hidden', callback, signal);
}

export function onShow(callback: () => void, signal: AbortSignal): void {
  // Of two windows side by side, both are in sight all the time.
  window.addEventListener('focus', callback, { signal });
  onVisibility('visible', callback, signal);
}

function onVisibility(state: DocumentVisibilityState, callback: () => void, signal: AbortSignal): void {
  document.addEventListener('visibilitychange', () => document.visibilityState === state && callback(), { signal });
}
