import { html, LitElement, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import ChevronLeft from 'lucide/dist/esm/icons/chevron-left.mjs';
import ChevronRight from 'lucide/dist/esm/icons/chevron-right.mjs';
import Save from 'lucide/dist/esm/icons/arrow-down-to-line.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import ZoomIn from 'lucide/dist/esm/icons/zoom-in.mjs';
import ZoomOut from 'lucide/dist/esm/icons/zoom-out.mjs';
import { formatSize } from '../../i18n/formats.js';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import type { Part } from '../../model/message.js';
import { icon, type IconNode } from '../../styles/icons.js';
import type { Elements } from '../lazy.js';
import { isComposing } from '../shared/composition.js';
import { Gestures } from './gestures.js';
import { styles } from './lightbox.styles.js';
import { saveFile } from './save-file.js';
import { FITTED, moved, zoomed, type Place } from './zoom.js';

/** Pixels that an arrow key moves an enlarged picture. */
const STEP = 80;
/** How much a press of a button enlarges. */
const FACTOR = 1.6;

/** A picture of a message, and who sent it when. */
export interface Picture {
  readonly part: Part;
  readonly author: string;
  readonly time: string;
}

/**
 * Pictures in the size of the window, one at a time.
 *
 * @internal
 */
export class WazoChatLightbox extends LitElement {
  static override styles: CSSResultGroup = styles;

  /** Those that one can go through, in their order. */
  @property({ attribute: false }) pictures: readonly Picture[] = [];
  /** The uuid of the part that is shown; null: closed. */
  @property({ attribute: false }) current: string | null = null;
  @property({ attribute: false }) onMove: (uuid: string) => void = () => undefined;
  @property({ attribute: false }) onClose: () => void = () => undefined;
  /** The picture could not be read at its address. */
  @property({ attribute: false }) onFailed: (uuid: string) => void = () => undefined;

  readonly #localize = new Localize(this, enConversation);
  readonly #gestures = new Gestures({
    place: () => this.place,
    onPlace: (place) => (this.place = place),
    onSwipe: (by) => this.#go(by),
    onLeave: () => this.dialog.close(),
  });

  @state() private place: Place = FITTED;

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('.stage img') private readonly picture!: HTMLImageElement | null;
  @query('.stage') private readonly stage!: HTMLElement;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // One that is moved would come back open but no longer modal.
    if (this.hasUpdated && this.dialog.open) this.dialog.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('current')) this.place = FITTED;
  }

  protected override updated(): void {
    const { x, y, scale } = this.place;
    // Not in the template: a page's policy may forbid styles in attributes.
    this.picture?.style.setProperty('transform', `translate(${x}px, ${y}px) scale(${scale})`);
    const isWanted = this.#index >= 0;
    if (isWanted && !this.dialog.open) this.dialog.showModal();
    // The picture was deleted, for example.
    else if (!isWanted && this.dialog.open) this.dialog.close();
  }

  get #index(): number {
    return this.pictures.findIndex(({ part }) => part.uuid === this.current);
  }

  protected override render(): TemplateResult {
    const picture = this.pictures[this.#index];
    return html`<dialog
      aria-label=${picture?.part.name ?? ''}
      @close=${() => this.onClose()}
      @keydown=${this.#handleKey}
    >
      ${picture ? this.#renderPicture(picture) : nothing}
    </dialog>`;
  }

  #renderPicture(picture: Picture): TemplateResult {
    const { part } = picture;
    const { handleDown, handleMove, handleUp, handleCancel, handleWheel, handleDouble } = this.#gestures;
    return html`${this.#renderHead(picture)}
      <div
        class="stage ${this.place.scale > 1 ? 'enlarged' : ''}"
        @pointerdown=${handleDown}
        @pointermove=${handleMove}
        @pointerup=${handleUp}
        @pointercancel=${handleCancel}
        @wheel=${handleWheel}
        @dblclick=${handleDouble}
      >
        ${keyed(
          part.url,
          html`<img
            src=${part.url ?? nothing}
            alt=${part.name}
            draggable="false"
            @error=${() => part.uuid !== null && this.onFailed(part.uuid)}
          />`,
        )}
      </div>
      ${this.#renderStep(-1, 'previousPicture')} ${this.#renderStep(1, 'nextPicture')}`;
  }

  #renderHead({ part, author, time }: Picture): TemplateResult {
    const localize = this.#localize;
    const place = localize.term('picturePlace', this.#index + 1, this.pictures.length);
    return html`<div class="head">
      <p class="about">
        <bdi class="name">${part.name}</bdi>
        <span class="note"><bdi>${author}</bdi> · ${time} · ${formatSize(localize.lang(), part.size)}</span>
      </p>
      <span class="note place" role="status">${place}</span>
      ${this.#renderButton('zoomOut', ZoomOut, this.place.scale > 1, () => this.#zoom(1 / FACTOR))}
      ${this.#renderButton('zoomIn', ZoomIn, true, () => this.#zoom(FACTOR))}
      <a
        class="icon-button"
        href=${part.url ?? nothing}
        target="_blank"
        rel="noopener noreferrer"
        download=${part.name}
        aria-label=${localize.term('download')}
        title=${localize.term('download')}
        @click=${(event: MouseEvent) => void saveFile(event, part)}
        >${icon(Save)}</a
      >
      ${this.#renderButton('close', X, true, () => this.dialog.close())}
    </div>`;
  }

  #renderButton(
    name: 'zoomIn' | 'zoomOut' | 'close',
    picture: IconNode,
    isEnabled: boolean,
    onClick: () => void,
  ): TemplateResult {
    return html`<button
      class="icon-button"
      type="button"
      aria-label=${this.#localize.term(name)}
      title=${this.#localize.term(name)}
      aria-disabled=${isEnabled ? nothing : 'true'}
      @click=${onClick}
    >
      ${icon(picture)}
    </button>`;
  }

  /** Nothing where there is none: an arrow that leads nowhere is in the way. */
  #renderStep(by: -1 | 1, name: 'previousPicture' | 'nextPicture'): TemplateResult | typeof nothing {
    if (!this.pictures[this.#index + by]) return nothing;
    const isLeft = (by === -1) === (this.#localize.dir() === 'ltr');
    return html`<button
      class="icon-button step ${by === -1 ? 'previous' : 'next'}"
      type="button"
      aria-label=${this.#localize.term(name)}
      @click=${() => this.#go(by)}
    >
      ${icon(isLeft ? ChevronLeft : ChevronRight)}
    </button>`;
  }

  #go(by: -1 | 1): void {
    const next = this.pictures[this.#index + by]?.part.uuid;
    if (!next) return;
    this.onMove(next);
    // The arrow may be gone, and the keys must not go to the page behind.
    void this.updateComplete.then(() => this.shadowRoot?.activeElement ?? this.dialog.focus());
  }

  #zoom(factor: number): void {
    this.place = zoomed(this.place, factor);
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    // The conversation and the page around it have keys of their own.
    event.stopPropagation();
    if (event.altKey || event.ctrlKey || event.metaKey || isComposing(event)) return;
    const act = this.#actionOf(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  };

  #actionOf(key: string): (() => void) | undefined {
    const { clientWidth: width, clientHeight: height } = this.stage;
    const isEnlarged = this.place.scale > 1;
    const move = (x: number, y: number): void => void (this.place = moved(this.place, { x, y }, { width, height }));
    const side = (sign: -1 | 1): void => {
      if (isEnlarged) move(-sign * STEP, 0);
      else this.#go(this.#localize.dir() === 'rtl' ? (-sign as -1 | 1) : sign);
    };
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => side(-1),
      ArrowRight: () => side(1),
      ...(isEnlarged ? { ArrowUp: () => move(0, STEP), ArrowDown: () => move(0, -STEP) } : {}),
      '+': () => this.#zoom(FACTOR),
      '=': () => this.#zoom(FACTOR),
      '-': () => this.#zoom(1 / FACTOR),
      '0': () => (this.place = FITTED),
    };
    return actions[key];
  }
}

export const elements: Elements = { 'wazo-chat-lightbox': WazoChatLightbox };

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-lightbox': WazoChatLightbox;
  }
}
