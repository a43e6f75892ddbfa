import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { RenderContext } from './context.js';
import type { Spoiler } from './spoiler.js';

/** Those that somebody revealed; they are when their row comes back. */
const revealed = new WeakSet<Spoiler>();

/**
 * A text that is hidden until one wants it. Until then nothing of it can be reached, read out or found: it is inert within a
 * button that says what it is. Afterwards it is text like any other.
 */
export function renderSpoiler(node: Spoiler, context: RenderContext): TemplateResult {
  const reveal = (event: Event): void => {
    const element = event.currentTarget as HTMLElement;
    if (revealed.has(node) || (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    revealed.add(node);
    show(element, context.labels.spoiler, true);
  };
  const shown = ref((element) => element && show(element, context.labels.spoiler, revealed.has(node)));
  // Said when it is revealed: the focus stays where it was, so that nothing else would be.
  return html`<span class="md-spoiler" aria-live="polite" @click=${reveal} @keydown=${reveal} ${shown}
    ><span>${context.children(node, context)}</span></span
  >`;
}

function show(element: Element, label: string, isShown: boolean): void {
  element.classList.toggle('hidden', !isShown);
  // Not 0: it is no stop any more, but keeps the focus that it has.
  element.setAttribute('tabindex', isShown ? '-1' : '0');
  element.firstElementChild?.toggleAttribute('inert', !isShown);
  if (isShown) for (const name of ['role', 'aria-label']) element.removeAttribute(name);
  else {
    element.setAttribute('role', 'button');
    element.setAttribute('aria-label', label);
  }
}
