/** Distance in px between a popover and its anchor, and between a popover and the edges around it. */
const GAP = 4;
const MARGIN = 8;

/**
 * Moves an open popover beside its anchor: above when there is room (the newest messages and the composer are below),
 * else below; growing towards the middle, pushed inside the widget, or inside the window where the widget is too small.
 */
export function placePopover(popover: HTMLElement, anchor: Element): void {
  const { width, height } = popover.getBoundingClientRect();
  const at = anchor.getBoundingClientRect();
  const bounds = boundsFor(anchor, width, height);
  const above = at.top - GAP - height;
  const below = at.bottom + GAP;
  const top = above >= bounds.top || below + height > bounds.bottom ? above : below;
  // Towards the middle of the widget, whichever way its text runs.
  const leftHalf = at.left + at.right < bounds.left + bounds.right;
  const left = leftHalf ? at.left : at.right - width;
  popover.style.setProperty('top', `${clamp(top, bounds.top, bounds.bottom - height)}px`);
  popover.style.setProperty('left', `${clamp(left, bounds.left, bounds.right - width)}px`);
}

interface Bounds {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

function boundsFor(anchor: Element, width: number, height: number): Bounds {
  const { clientWidth, clientHeight } = document.documentElement;
  const page = { top: MARGIN, left: MARGIN, bottom: clientHeight - MARGIN, right: clientWidth - MARGIN };
  const widget = widgetAround(anchor).getBoundingClientRect();
  const inside = {
    top: Math.max(page.top, widget.top + MARGIN),
    left: Math.max(page.left, widget.left + MARGIN),
    bottom: Math.min(page.bottom, widget.bottom - MARGIN),
    right: Math.min(page.right, widget.right - MARGIN),
  };
  // Each axis for itself: a narrow tall widget still keeps the popover between its top and bottom.
  const fitsWidth = inside.right - inside.left >= width;
  const fitsHeight = inside.bottom - inside.top >= height;
  return {
    top: fitsHeight ? inside.top : page.top,
    bottom: fitsHeight ? inside.bottom : page.bottom,
    left: fitsWidth ? inside.left : page.left,
    right: fitsWidth ? inside.right : page.right,
  };
}

/** The outermost of our elements around `element`; a host page's own shadow trees are no business of ours. */
export function widgetAround(element: Element): Element {
  let widget = element;
  for (let root = element.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    if (!root.host.localName.startsWith('wazo-')) break;
    widget = root.host;
  }
  return widget;
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}
