import type { Size } from './picture-size.js';

/**
 * Keeps a picture in the space that was made for it, whatever comes: the attributes give way to its own proportions. Not in the template:
 * a page's policy may forbid styles in attributes.
 */
export function keepSpace({ width, height }: Size): (element?: Element) => void {
  return (element) => {
    if (element instanceof HTMLElement) element.style.setProperty('aspect-ratio', `${width} / ${height}`);
  };
}
