import { hasFiles } from './has-files.js';

/** Keeps files that are dropped on an element beside what takes them from replacing the page, and what was written with it. */
export function refuseStrayDrops(element: HTMLElement): void {
  element.addEventListener('dragover', refuse);
  element.addEventListener('drop', refuse);
}

function refuse(event: DragEvent): void {
  if (event.defaultPrevented || !hasFiles(event.dataTransfer)) return;
  event.preventDefault();
  if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
}
