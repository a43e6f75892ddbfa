/**
 * Calls back when the page has reason to believe that the network is there again: it came online, back from a hidden tab,
 * from the back-forward cache, or from sleep. Does nothing where there is no page.
 */
export function onWake(callback: () => void, signal: AbortSignal): void {
  if (typeof document === 'undefined') return;
  const visible = (): void => {
    if (document.visibilityState === 'visible') callback();
  };
  window.addEventListener('online', callback, { signal });
  window.addEventListener('pageshow', callback, { signal });
  document.addEventListener('resume', callback, { signal });
  document.addEventListener('visibilitychange', visible, { signal });
}
