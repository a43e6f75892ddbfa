import type { LitElement } from 'lit';
import { followDevice } from './formats.js';

/** The elements of the widget, or of several, that are on the page and show words. */
const hosts = new Set<LitElement>();
/** Ends the watching of the page; undefined while no element is on it. */
let watching: AbortController | undefined;

export function addHost(host: LitElement): void {
  hosts.add(host);
  watching ??= watchPage();
}

export function removeHost(host: LitElement): void {
  hosts.delete(host);
  if (hosts.size > 0) return;
  watching?.abort();
  watching = undefined;
}

/** Makes every connected element ask for its language again. */
export function languageChanged(): void {
  for (const host of hosts) host.requestUpdate();
}

/** Makes every connected element write its moments anew if the device has moved, or the person counts hours otherwise. */
export function checkMoments(): void {
  if (followDevice()) languageChanged();
}

/** The language and the direction of the page, the person's languages, and whether the page is looked at again: perhaps elsewhere. */
function watchPage(): AbortController {
  // Nobody has looked while no element was here.
  followDevice();
  const end = new AbortController();
  const { signal } = end;
  const observer = new MutationObserver(languageChanged);
  observer.observe(document.documentElement, { attributeFilter: ['lang', 'dir'] });
  signal.addEventListener('abort', () => observer.disconnect());
  const shown = (): void => {
    if (document.visibilityState === 'visible') checkMoments();
  };
  document.addEventListener('visibilitychange', shown, { signal });
  addEventListener('focus', checkMoments, { signal });
  addEventListener('languagechange', handleLanguages, { signal });
  return end;
}

/** The browser's language is spoken where the page names none. */
function handleLanguages(): void {
  followDevice();
  languageChanged();
}
