/** Seconds that an arrow key goes. */
const STEP = 5;
/** The part of all that Page up and Page down go. */
const PAGE = 0.1;

/** Where a key leads to, in seconds; undefined where it leads nowhere. */
export function positionAfter(event: KeyboardEvent, position: number, seconds: number): number | undefined {
  if (!(seconds > 0) || event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const to = target(event.key, position, seconds);
  return to === undefined ? undefined : Math.max(0, Math.min(seconds, to));
}

function target(key: string, position: number, seconds: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return position + STEP;
    case 'ArrowLeft':
    case 'ArrowDown':
      return position - STEP;
    case 'PageUp':
      return position + seconds * PAGE;
    case 'PageDown':
      return position - seconds * PAGE;
    case 'Home':
      return 0;
    case 'End':
      return seconds;
    default:
      return undefined;
  }
}

/** Where a pointer is, as a part of what it points at. */
export function positionAt(event: PointerEvent): number {
  const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return width > 0 ? Math.max(0, Math.min(1, (event.clientX - left) / width)) : 0;
}
