import { isComposing } from './composition.js';

/** For the `keydown` of a toolbar: arrow keys, Home and End move the focus among its buttons, round at the ends. */
export function moveFocus(event: KeyboardEvent): void {
  const bar = event.currentTarget as HTMLElement;
  const buttons = [...bar.querySelectorAll('button')];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const [forward, backward] = bar.matches(':dir(rtl)') ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  const targets = new Map([
    [forward, at + 1],
    [backward, at - 1],
    ['Home', 0],
    ['End', buttons.length - 1],
  ]);
  const target = targets.get(event.key);
  if (target === undefined || isComposing(event)) return;
  event.preventDefault();
  buttons.at(target % buttons.length)?.focus();
}
