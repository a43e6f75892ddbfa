// Looking at a page through its shadow roots, at a cost that does not grow with the page.

/** The text of an element with that of the shadow roots below it. */
export function deepText(element: Element): string {
  return (element.shadowRoot?.textContent ?? '') + element.textContent;
}

/** The last element below `root` in document order that matches. */
export function lastMatching(root: Element, selector: string): Element | null {
  for (let child = root.lastElementChild; child; child = child.previousElementSibling) {
    if (child.matches(selector)) return child;
    const found = lastMatching(child, selector);
    if (found) return found;
  }
  return null;
}

/** Elements of the whole page, those in shadow roots included. */
export function countElements(root: Document | ShadowRoot = document): number {
  const all = root.querySelectorAll('*');
  let count = all.length;
  for (const element of all) if (element.shadowRoot) count += countElements(element.shadowRoot);
  return count;
}

/** What matches and lies under a point, through shadow roots. */
function matchAt(x: number, y: number, selector: string): Element | null {
  let element = document.elementFromPoint(x, y);
  for (;;) {
    const inner: Element | null | undefined = element?.shadowRoot?.elementFromPoint(x, y);
    if (!inner || inner === element) break;
    element = inner;
  }
  while (element) {
    const match = element.closest(selector);
    if (match) return match;
    const root = element.getRootNode();
    element = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}

/** The rows that a box shows, from top to bottom: found at one point, then followed both ways, however many there are. */
export function rowsInView(box: HTMLElement, selector: string): Element[] {
  const { left, top, width, height, bottom } = box.getBoundingClientRect();
  const found = [0.5, 0.75, 0.25, 0.9, 0.1, 0.6, 0.4].reduce<Element | null>(
    (row, share) => row ?? matchAt(left + width / 2, top + height * share, selector),
    null,
  );
  if (!found) return [];
  const isRow = (node: Node): number =>
    (node as Element).matches(selector) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
  const follow = (step: 'previousNode' | 'nextNode'): Element[] => {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_ELEMENT, isRow);
    walker.currentNode = found;
    const rows: Element[] = [];
    for (let row = walker[step]() as Element | null; row; row = walker[step]() as Element | null) {
      const rect = row.getBoundingClientRect();
      if (rect.bottom < top || rect.top > bottom) break;
      rows.push(row);
    }
    return rows;
  };
  return [...follow('previousNode').reverse(), found, ...follow('nextNode')];
}

export function isInView(element: Element, box: Element): boolean {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const [inner, outer] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
  return inner.height > 0 && inner.bottom <= outer.bottom + 2 && inner.bottom > outer.top;
}
