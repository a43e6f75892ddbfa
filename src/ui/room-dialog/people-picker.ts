import { html, LitElement, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { systemClock, type Clock } from '../shared/clock.js';
import { SelectController } from '../select.js';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import type { User } from '../../model/user.js';
import { isComposing } from '../shared/composition.js';
import { errorText } from '../shared/error-text.js';
import { isEscape, useUp } from '../shared/escape.js';
import { refuseForeignUndo } from '../shared/foreign-undo.js';
import { renderFailure } from '../shared/failure.js';
import { renderSkeleton } from '../shared/skeleton.js';
import { styles } from './people-picker.styles.js';
import { activeOption, chipStep, nextOption } from './people-keys.js';
import { nobodyFound, renderChip, renderNobody, renderOptions } from './people-templates.js';
import { PeopleSearch } from './people-search.js';

/** Grey rows while the directory is being asked. */
const SKELETON_ROWS = 4;

/**
 * Picks people from the directory: a combobox whose list is always open, and a chip for each one chosen.
 * @internal
 * @fires change - when `chosen` changed; does not bubble
 */
export class WazoChatPeoplePicker extends LitElement {
  static override styles: CSSResultGroup = styles;

  /** In the order of choosing. */
  @property({ attribute: false }) chosen: readonly User[] = [];
  /** The most that may be chosen. */
  @property({ type: Number }) max = Infinity;
  /** What is wrong with the choice, as a sentence; shown and tied to the field. */
  @property({ attribute: false }) problem: string | null = null;
  /** Nothing can be changed now. */
  @property({ type: Boolean }) locked = false;
  @property({ attribute: false }) clock: Clock = systemClock;

  readonly #localize = new Localize(this, enConversation);
  readonly #me = new SelectController(this, (state) => state.me);
  readonly #search = new PeopleSearch(
    this,
    async (term, signal) => (await this.#me.session?.searchUsers(term, signal)) ?? null,
    () => this.clock,
  );

  @state() private activeUuid: string | null = null;
  @state() private announcement = '';

  @query('input') private readonly field!: HTMLInputElement;
  @query('.box') private readonly box!: HTMLElement;

  #announcedSearch: readonly User[] | undefined;

  override willUpdate(): void {
    this.#activate();
    this.#announceResults();
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (changed.has('chosen')) this.box.scrollTop = this.box.scrollHeight;
    this.renderRoot.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
  }

  /** Asks the directory anew for what the field says; of an empty field, the first people. */
  start(): void {
    this.#search.start(this.field.value);
  }

  stop(): void {
    this.#search.stop();
  }

  /** Back to the beginning: nobody chosen, nothing typed. */
  clear(): void {
    this.chosen = [];
    this.field.value = '';
    this.announcement = '';
  }

  override focus(options?: FocusOptions): void {
    this.field.focus(options);
  }

  override render(): TemplateResult {
    return html`
      <label id="label" for="field">${this.#localize.term('participants')}</label>
      ${this.#renderBox()} ${this.#renderNote()} ${this.#renderResults()}
      <span class="visually-hidden" role="status">${this.announcement}</span>
    `;
  }

  #renderBox(): TemplateResult {
    const expanded = this.#options.length > 0;
    return html`<div class="box field" @click=${() => this.focus()} @keydown=${this.#handleChipKey}>
      <ul class="chips">
        ${repeat(
          this.chosen,
          ({ uuid }) => uuid,
          (user) => renderChip(user, this.#localize, this.#handleRemove),
        )}
      </ul>
      <input
        id="field"
        type="text"
        role="combobox"
        aria-labelledby="label"
        dir=${this.#search.term === '' ? nothing : 'auto'}
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        aria-autocomplete="list"
        aria-expanded=${expanded ? 'true' : 'false'}
        aria-controls=${expanded ? 'options' : nothing}
        aria-activedescendant=${this.activeUuid === null ? nothing : `option-${this.activeUuid}`}
        aria-describedby=${this.#note === null ? nothing : 'note'}
        aria-invalid=${this.problem === null ? nothing : 'true'}
        placeholder=${this.#localize.term('searchPeople')}
        ?readonly=${this.locked}
        @beforeinput=${refuseForeignUndo}
        @input=${(event: InputEvent) => this.#handleInput(event)}
        @keydown=${(event: KeyboardEvent) => this.#handleKey(event)}
      />
    </div>`;
  }

  #renderNote(): TemplateResult | typeof nothing {
    if (this.#note === null) return nothing;
    return html`<p id="note" class=${this.problem === null ? 'note' : 'note problem'}>${this.#note}</p>`;
  }

  #renderResults(): TemplateResult {
    const { error, status, people, term } = this.#search;
    const localize = this.#localize;
    if (status === 'failed' && error) {
      const retry = { label: localize.term('retry'), onClick: () => this.#handleRetry() };
      return renderFailure(errorText(error, localize), [retry]);
    }
    if (people.length === 0 && status === 'ready') return renderNobody(localize, term);
    if (people.length === 0) return renderSkeleton(SKELETON_ROWS, localize.term('loading'));
    return renderOptions(localize, {
      people: this.#options,
      isStale: status === 'searching',
      activeUuid: this.activeUuid,
      chosen: this.chosen,
      isFull: this.#full,
      onPick: this.#handlePick,
    });
  }

  get #options(): readonly User[] {
    return this.#search.status === 'failed' ? [] : this.#search.people;
  }

  get #full(): boolean {
    return this.chosen.length >= this.max;
  }

  get #note(): string | null {
    return this.problem ?? (this.#full ? this.#localize.term('tooManyParticipants', this.max + 1) : null);
  }

  /** Nobody while the list still answers an older question. */
  #activate(): void {
    const { status, people, term } = this.#search;
    this.activeUuid = status === 'ready' ? activeOption(people, term, this.activeUuid) : null;
  }

  #announceResults(): void {
    const { status, people, term } = this.#search;
    if (status !== 'ready' || people === this.#announcedSearch) return;
    this.#announcedSearch = people;
    if (!term.trim()) return;
    const nobody = people.length === 0 ? nobodyFound(this.#localize, term) : undefined;
    this.announcement = nobody ?? this.#localize.term('peopleFound', people.length);
  }

  #toggle(user: User): void {
    if (this.locked) return;
    if (this.chosen.some(({ uuid }) => uuid === user.uuid)) this.#remove(user);
    else this.#add(user);
  }

  #add(user: User): void {
    if (this.#full) {
      this.announcement = this.#note ?? '';
      return;
    }
    this.announcement = this.#localize.term('personAdded', user.name);
    this.#choose([...this.chosen, user]);
    // The next name is typed into an empty field.
    if (this.field.value !== '') this.#empty();
  }

  #empty(): void {
    this.field.value = '';
    this.activeUuid = null;
    this.#search.start('');
  }

  #remove(user: User): void {
    if (this.locked) return;
    this.announcement = this.#localize.term('personRemoved', user.name);
    this.#choose(this.chosen.filter(({ uuid }) => uuid !== user.uuid));
  }

  #choose(chosen: readonly User[]): void {
    this.chosen = chosen;
    this.dispatchEvent(new Event('change'));
  }

  #chips(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.chip button')];
  }

  #handleInput(event: InputEvent): void {
    const term = (event.target as HTMLInputElement).value;
    if (term.trim()) this.#search.type(term);
    else this.#search.start('');
  }

  #handleKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const atStart = this.field.selectionStart === 0 && this.field.selectionEnd === 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = nextOption(this.#options, this.activeUuid, event.key === 'ArrowDown' ? 1 : -1);
      if (this.#search.status === 'ready') this.activeUuid = next;
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const active = this.#options.find(({ uuid }) => uuid === this.activeUuid);
      if (active) this.#toggle(active);
    } else if (isEscape(event) && this.field.value.trim() !== '' && !this.locked) {
      // The first Escape empties the field; the dialog takes the next.
      useUp(event);
      this.#empty();
    } else if (event.key === 'Backspace' && this.field.value === '') {
      const last = this.chosen.at(-1);
      if (last) this.#remove(last);
    } else if (event.key === this.#backwards && atStart) {
      this.#chips().at(-1)?.focus();
    }
  }

  /** The arrow key that points to the beginning of a line. */
  get #backwards(): string {
    return this.#localize.dir() === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  }

  readonly #handleChipKey = (event: KeyboardEvent): void => {
    const chips = this.#chips();
    const index = chips.indexOf(event.target as HTMLElement);
    const step = index < 0 || isComposing(event) ? undefined : chipStep(event.key, index, this.#backwards);
    if (!step) return;
    event.preventDefault();
    if (step.kind === 'remove') void this.#removeChip(index);
    else (chips[step.index] ?? this.field).focus();
  };

  /** Removes a chip and gives the focus to the one that takes its place, so that several go in a row. */
  async #removeChip(index: number): Promise<void> {
    const user = this.chosen[index];
    if (!user || this.locked) return;
    this.#remove(user);
    await this.updateComplete;
    (this.#chips()[index] ?? this.field).focus();
  }

  readonly #handleRemove = (event: MouseEvent): void => {
    event.stopPropagation();
    const { uuid } = (event.currentTarget as HTMLElement).dataset;
    const index = this.chosen.findIndex((user) => user.uuid === uuid);
    // A click by Enter or Space has no detail: whoever works by keys stays among the chips.
    if (event.detail === 0) void this.#removeChip(index);
    else if (this.chosen[index]) {
      this.#remove(this.chosen[index]);
      this.focus();
    }
  };

  readonly #handlePick = (event: Event): void => {
    const { uuid } = (event.currentTarget as HTMLElement).dataset;
    for (const user of this.#options) if (user.uuid === uuid) this.#toggle(user);
  };

  #handleRetry(): void {
    this.start();
    // The button goes with the error.
    this.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-people-picker': WazoChatPeoplePicker;
  }
}
