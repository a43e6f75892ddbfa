import type { Clock } from '../../device/ports.js';
import type { LinkPreview, LinkPreviewer } from '../../model/link-preview.js';
import type { ChatSession } from '../../session/session.js';
import { previewsOf } from '../../session/link-previews.js';

/** Who is asked, and who hears of what failed. */
export interface Source {
  readonly ask: LinkPreviewer;
  readonly clock: Pick<Clock, 'after'>;
  readonly report: ChatSession['report'] | undefined;
}

/** What is told of the one link that an element shows. */
export class ShownPreview {
  readonly #onChange: () => void;
  url: string | undefined;
  #preview: LinkPreview | null = null;
  #ask: LinkPreviewer | undefined;
  #leave = (): void => undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Null while nothing is known, and where there is nothing to show. */
  get preview(): LinkPreview | null {
    return this.#preview;
  }

  /** Shows what is known of a link. @returns whether it is to be asked for */
  show(url: string | undefined, { ask, clock }: Source): boolean {
    if (url === this.url && ask === this.#ask && this.#preview) return false;
    if (url !== this.url || ask !== this.#ask) this.leave();
    [this.url, this.#ask] = [url, ask];
    const known = url === undefined ? null : previewsOf(ask, clock).get(url);
    this.#preview = known ?? null;
    this.#onChange();
    return known === undefined;
  }

  /** Asks for what is not known; once. */
  want({ ask, clock, report }: Source): void {
    const { url } = this;
    if (url === undefined) return;
    // In this order: what is asked for already is not given up.
    const leave = this.#leave;
    this.#leave = previewsOf(ask, clock).ask(url, {
      onAnswer: (preview) => {
        this.#preview = preview;
        this.#onChange();
      },
      onFailed: (failure) => report?.(failure),
    });
    leave();
  }

  /** Nobody waits any more. */
  leave(): void {
    this.#leave();
    this.#leave = () => undefined;
  }
}
