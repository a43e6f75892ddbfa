import { isComposing } from '../shared/composition.js';
import { isTyping } from '../shared/is-typing.js';
import type { GridCursor } from './grid-cursor.js';
import { gridMove } from './grid-navigation.js';
import { cellOf, emojiIn } from './grid-templates.js';

export interface GridEventsOptions {
  /** The direction of the grid's lines. */
  readonly dir: () => 'ltr' | 'rtl';
  readonly onPick: (emoji: string) => void;
  /** The emoji that the pointer is over or the focus is on; undefined when there is none. */
  readonly onPreview: (emoji: string | undefined) => void;
  /** The person leaves the grid upwards, or begins to type. */
  readonly onLeave: () => void;
}

/** What pointer and keyboard do in the grid. Its cells have no listeners: these stand on the box around them. */
export class GridEvents {
  readonly #cursor: GridCursor;
  readonly #options: GridEventsOptions;

  constructor(cursor: GridCursor, options: GridEventsOptions) {
    this.#cursor = cursor;
    this.#options = options;
  }

  readonly handleKey = (event: KeyboardEvent): void => {
    const cell = cellOf(event);
    if (!cell || isComposing(event)) return;
    const move = gridMove(event, this.#options.dir());
    if (move) {
      event.preventDefault();
      if (!this.#cursor.move(move)) this.#options.onLeave();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#options.onPick(emojiIn(cell));
    } else if (isTyping(event)) {
      // The character itself goes where the focus is by then.
      this.#options.onLeave();
    }
  };

  readonly handleClick = (event: MouseEvent): void => {
    const cell = cellOf(event);
    if (cell) this.#options.onPick(emojiIn(cell));
  };

  readonly handleFocus = (event: FocusEvent): void => {
    const cell = cellOf(event);
    if (cell) this.#cursor.placeOn(cell);
    this.#preview(cell);
  };

  readonly handlePointer = (event: PointerEvent): void => this.#preview(cellOf(event));

  readonly handleBlur = (): void => this.#preview(undefined);

  /** Without the pointer, the cell with the focus is shown again. */
  readonly handleLeave = (event: PointerEvent): void => {
    const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
    this.#preview(root.activeElement?.closest<HTMLElement>('.cell') ?? undefined);
  };

  #preview(cell: HTMLElement | undefined): void {
    this.#options.onPreview(cell && emojiIn(cell));
  }
}
