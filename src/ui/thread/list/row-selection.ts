import type { LitElement, ReactiveController } from 'lit';

/** A place in a row. */
export interface SelectionEnd {
  readonly row: HTMLElement;
  readonly node: Node;
  readonly offset: number;
}

/** What a person selected in the list, from the first row to the last one. */
export interface SelectedRows {
  readonly start: SelectionEnd;
  readonly end: SelectionEnd;
  readonly isBackward: boolean;
}

/**
 * The selection in the rows of a list. Each row is a tree of its own, so it is read across their boundaries; and it ends
 * in rows that must not go when they are far away.
 */
export class RowSelection implements ReactiveController {
  readonly #host: LitElement;
  /** As it was before a render. */
  #selected: SelectedRows | undefined;
  /** Whether something may be selected where nothing was: to look has the page laid out, which no render shall pay for. */
  #hasChanged = true;
  /** The keys of rows that are wanted for a selection that is being made. */
  #wanted: readonly string[] = [];

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#hasChanged = true;
    document.addEventListener('selectionchange', this.#handleChange);
  }

  hostDisconnected(): void {
    document.removeEventListener('selectionchange', this.#handleChange);
  }

  /** That of a field, where a field is asked for its own, is nothing of the list's. */
  readonly #handleChange = ({ target }: Event): void => {
    this.#hasChanged ||= target === document;
  };

  /** Before a render. @returns the keys of the rows in which it ends */
  remember(): readonly string[] {
    // Rows that render anew move the selection in them without a word.
    if (this.#hasChanged || this.#selected) this.#selected = this.read();
    this.#hasChanged = false;
    const ends = this.#selected ? [this.#selected.start, this.#selected.end] : [];
    return [...this.#wanted, ...ends.map(({ row }) => row.dataset['key'] ?? '')];
  }

  /** Selects from one row to another, which get their elements for it. */
  async selectBetween(firstKey: string, lastKey: string): Promise<void> {
    this.#wanted = [firstKey, lastKey];
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const ends = this.#rows.filter(({ dataset }) => dataset['key'] === firstKey || dataset['key'] === lastKey);
    const [first, last] = [ends[0]?.shadowRoot, ends.at(-1)?.shadowRoot];
    this.#wanted = [];
    // A render may come before the event.
    this.#hasChanged = true;
    if (first && last) getSelection()?.setBaseAndExtent(first, 0, last, last.childNodes.length);
  }

  /** After it: Lit may take a row that stays out of the page for a moment, and the selection goes with it. */
  restore(): void {
    const selected = this.#selected;
    if (!selected?.start.row.isConnected || !selected.end.row.isConnected) return;
    const now = this.read();
    if (now && isSameEnd(now.start, selected.start) && isSameEnd(now.end, selected.end)) return;
    const { start, end, isBackward } = selected;
    const [base, extent] = isBackward ? [end, start] : [start, end];
    getSelection()?.setBaseAndExtent(base.node, base.offset, extent.node, extent.offset);
  }

  /** What is selected now; undefined when it does not begin and end here. */
  read(): SelectedRows | undefined {
    const selection = getSelection();
    const rows = this.#rows;
    // Firefox and Safari have it since 2024 and 2023; without it, copying is the browser's.
    if (rows.length === 0 || !selection || !('getComposedRanges' in selection) || selection.rangeCount === 0)
      return undefined;
    const outer = this.#outerRoots;
    // The caret of a field is one in its element: nothing is looked through for it.
    if (selection.getComposedRanges({ shadowRoots: [...outer] })[0]?.collapsed !== false) return undefined;
    const roots = rows.map(({ shadowRoot }) => shadowRoot).filter((root) => root !== null);
    const [range] = selection.getComposedRanges({ shadowRoots: [...outer, ...roots] });
    if (!range || range.collapsed) return undefined;
    const start = this.#endAt(range.startContainer, range.startOffset, rows, 1);
    const end = this.#endAt(range.endContainer, range.endOffset, rows, -1);
    return start && end && { start, end, isBackward: selection.direction === 'backward' };
  }

  /** @param towards where the row is that counts when the place is between two: 1 below, -1 above */
  #endAt(node: Node, offset: number, rows: readonly HTMLElement[], towards: 1 | -1): SelectionEnd | undefined {
    const root = node.getRootNode();
    if (root === this.#host.renderRoot) return this.#endBetween(node.childNodes[offset] ?? node, rows, towards);
    const row = root instanceof ShadowRoot ? rows.find((each) => each === root.host) : undefined;
    return row && { row, node, offset };
  }

  /** A place between rows, in a day's line for one: the row before or after it is the first or the last. */
  #endBetween(node: Node, rows: readonly HTMLElement[], towards: 1 | -1): SelectionEnd | undefined {
    const isAbove = (row: HTMLElement): boolean =>
      Boolean(node.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_PRECEDING);
    const row = towards > 0 ? rows.find((each) => !isAbove(each)) : rows.filter(isAbove).at(-1);
    return row && { row, node: row, offset: 0 };
  }

  /** The rows of messages. */
  get #rows(): readonly HTMLElement[] {
    const keyed = this.#host.renderRoot.querySelectorAll<HTMLElement>('[data-key]');
    return [...keyed].filter(({ shadowRoot }) => shadowRoot !== null);
  }

  get #outerRoots(): readonly ShadowRoot[] {
    const roots: ShadowRoot[] = [];
    let root: Node = this.#host.renderRoot;
    while (root instanceof ShadowRoot) {
      roots.push(root);
      root = root.host.getRootNode();
    }
    return roots;
  }
}

function isSameEnd(a: SelectionEnd, b: SelectionEnd): boolean {
  return a.node === b.node && a.offset === b.offset;
}
