import type { CategoryId } from './category-bar.js';
import type { GridCursor } from './grid-cursor.js';
import type { Section, SectionId } from './sections.js';

/** Which category is the current one: that of the section at the top, or the one that was gone to. */
export class CategoryInView {
  readonly #scroller: () => HTMLElement | null;
  readonly #cursor: GridCursor;
  /** The category that was pressed last, and where that led. */
  #wentTo: { readonly category: CategoryId; readonly scrollTop: number } | undefined;

  constructor(scroller: () => HTMLElement | null, cursor: GridCursor) {
    this.#scroller = scroller;
    this.#cursor = cursor;
  }

  /** The sections are other ones. */
  reset(): void {
    this.#wentTo = undefined;
  }

  /** After one has scrolled. */
  find(sections: readonly Section[]): SectionId | undefined {
    const scrollTop = this.#scroller()?.scrollTop ?? 0;
    // A short last section never comes to the top: it is the current one where it was gone to, until one scrolls on.
    if (this.#wentTo?.scrollTop === scrollTop) return this.#wentTo.category;
    this.reset();
    return sections[this.#cursor.sectionAt(scrollTop)]?.id;
  }

  /** @returns whether there is such a section, and it is in view now */
  goTo(category: CategoryId, sections: readonly Section[]): boolean {
    const section = sections.findIndex(({ id }) => id === category);
    const scroller = this.#scroller();
    if (section < 0 || !scroller) return false;
    scroller.scrollTop = this.#cursor.offsetOf(section);
    this.#wentTo = { category, scrollTop: scroller.scrollTop };
    this.#cursor.place({ section, index: 0 });
    return true;
  }
}
