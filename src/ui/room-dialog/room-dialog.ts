import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { systemClock, type Clock } from '../shared/clock.js';
import { SelectController } from '../select.js';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import { hasInvalidCharacter, ROOM_NAME_LIMIT } from '../../model/content.js';
import type { ChatError } from '../../model/errors.js';
import type { User } from '../../model/user.js';
import type { ChatSession } from '../../session/session.js';
import { errorText } from '../shared/error-text.js';
import { refuseForeignUndo } from '../shared/foreign-undo.js';
import { WazoChatPeoplePicker } from './people-picker.js';
import { styles } from './room-dialog.styles.js';

/**
 * The dialog for a new room. What was typed stays when it is closed by Escape or a click beside it, and goes with Cancel
 * and when the room was made.
 * @internal
 */
export class WazoChatRoomDialog extends LitElement {
  static override styles: CSSResultGroup = styles;

  /** Times the pause in typing after which people are searched. */
  @property({ attribute: false }) clock: Clock = systemClock;

  readonly #localize = new Localize(this, enConversation);
  readonly #limits = new SelectController(this, (state) => state.limits);

  @state() private name = '';
  @state() private chosen: readonly User[] = [];
  @state() private creating = false;
  @state() private error: ChatError | null = null;
  /** Creating was tried without anybody chosen. */
  @state() private nobodyChosen = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('#name') private readonly nameField!: HTMLInputElement;
  @query('wazo-chat-people-picker') private readonly picker!: WazoChatPeoplePicker;

  /** Whose draft this is: another person must not find it. */
  #session: ChatSession | undefined;
  #pressedBackdrop = false;
  /** A pane that is hidden takes its dialog along, and one that is modal but not to be seen would block the page. */
  readonly #hidden = new ResizeObserver(() => {
    if (this.dialog.open && !this.dialog.checkVisibility()) this.#close();
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that is moved would come back with a dialog that is open but no longer modal.
    if (this.hasUpdated && this.dialog.open) this.#close();
  }

  /** Opens the dialog with what was typed the last time, if that is still to be sent. */
  show(): void {
    if (!this.hasUpdated || !this.isConnected || this.dialog.open) return;
    if (this.#session !== this.#limits.session) this.#clear();
    this.#session = this.#limits.session;
    this.dialog.showModal();
    this.#hidden.observe(this.dialog);
    this.picker.start();
  }

  override render(): TemplateResult {
    // What a click beside the dialog does, Escape does by itself.
    // eslint-disable-next-line lit-a11y/click-events-have-key-events
    return html`<dialog
      aria-labelledby="title"
      @pointerdown=${(event: PointerEvent) => this.#handlePress(event)}
      @click=${(event: MouseEvent) => this.#handleClick(event)}
      @close=${() => this.#handleClose()}
    >
      <form novalidate @submit=${(event: SubmitEvent) => void this.#handleSubmit(event)}>
        <h2 id="title">${this.#localize.term('newRoom')}</h2>
        ${this.#renderName()}
        <wazo-chat-people-picker
          .chosen=${this.chosen}
          .max=${this.#limits.value.participants - 1}
          .problem=${this.nobodyChosen ? this.#localize.term('chooseParticipants') : null}
          .locked=${this.creating}
          .clock=${this.clock}
          @change=${() => this.#handleChosen()}
        ></wazo-chat-people-picker>
        ${this.#renderFooter()}
      </form>
    </dialog>`;
  }

  #renderName(): TemplateResult {
    const problem = this.#nameProblem;
    return html`<div class="name">
      <label for="name">${this.#localize.term('roomName')}</label>
      <input
        id="name"
        class="field"
        type="text"
        dir=${this.name === '' ? nothing : 'auto'}
        autocomplete="off"
        placeholder=${this.#localize.term('roomNamePlaceholder')}
        .value=${this.name}
        ?readonly=${this.creating}
        aria-invalid=${problem === null ? nothing : 'true'}
        aria-describedby=${problem === null ? nothing : 'name-problem'}
        @beforeinput=${refuseForeignUndo}
        @input=${(event: InputEvent) => this.#handleName(event)}
      />
      <p id="name-problem" class="problem" role="status" ?hidden=${problem === null}>${problem ?? nothing}</p>
    </div>`;
  }

  #renderFooter(): TemplateResult {
    const obstacle = this.#obstacle;
    const { error } = this;
    return html`<div class="foot">
      <p class="problem" role="alert" ?hidden=${error === null}>
        ${error === null ? nothing : errorText(error, this.#localize)}
      </p>
      <div class="actions">
        <button class="button" type="button" @click=${() => this.#handleCancel()}>
          ${this.#localize.term('cancel')}
        </button>
        <button
          class="button primary"
          type="submit"
          aria-disabled=${obstacle === null ? nothing : 'true'}
          aria-describedby=${obstacle === null ? nothing : 'obstacle'}
          title=${obstacle ?? nothing}
        >
          ${this.#submitLabel}
        </button>
      </div>
      <span id="obstacle" class="visually-hidden">${obstacle ?? nothing}</span>
      <span class="visually-hidden" role="status">
        ${this.creating ? this.#localize.term('creatingRoom') : nothing}
      </span>
    </div>`;
  }

  get #submitLabel(): string {
    if (this.creating) return this.#localize.term('creatingRoom');
    return this.#localize.term(this.error === null ? 'createRoom' : 'retry');
  }

  get #nameProblem(): string | null {
    if (hasInvalidCharacter(this.name)) return this.#localize.term('roomNameInvalid');
    if (this.name.trim().length <= ROOM_NAME_LIMIT) return null;
    return this.#localize.term('roomNameTooLong', ROOM_NAME_LIMIT);
  }

  /** Why the room cannot be made now, or null. */
  get #obstacle(): string | null {
    if (this.creating) return this.#localize.term('creatingRoom');
    return this.#nameProblem ?? (this.chosen.length === 0 ? this.#localize.term('chooseParticipants') : null);
  }

  #clear(): void {
    this.name = '';
    this.chosen = [];
    this.error = null;
    this.nobodyChosen = false;
    this.picker.clear();
  }

  /** At once: the event that follows waits for the next frame, which a page in the background does not draw. */
  #close(): void {
    this.picker.stop();
    this.dialog.close();
  }

  #handleClose(): void {
    this.#hidden.disconnect();
    this.picker.stop();
  }

  #handleName(event: InputEvent): void {
    this.name = (event.target as HTMLInputElement).value;
    this.error = null;
  }

  #handleChosen(): void {
    this.chosen = this.picker.chosen;
    this.nobodyChosen = false;
    this.error = null;
  }

  async #handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.creating) return;
    if (this.#nameProblem !== null) {
      this.nameField.focus();
    } else if (this.chosen.length === 0) {
      this.nobodyChosen = true;
      this.picker.focus();
    } else {
      await this.#create();
    }
  }

  async #create(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    this.creating = true;
    this.error = null;
    const uuids = this.chosen.map(({ uuid }) => uuid);
    const result = await session.createRoom(this.name, uuids);
    this.creating = false;
    if ('code' in result) {
      this.error = result;
      return;
    }
    this.#clear();
    // Whoever closed the dialog meanwhile went elsewhere: the room waits in the list.
    if (!this.dialog.open) return;
    this.#close();
    this.#limits.view?.open(result.uuid);
  }

  #handleCancel(): void {
    // What is being created needs its draft until the server has answered.
    if (!this.creating) this.#clear();
    this.#close();
  }

  #handlePress(event: PointerEvent): void {
    this.#pressedBackdrop = event.target === this.dialog;
  }

  /** A click beside the dialog closes it, unless the press began inside: that was a selection of text. */
  #handleClick(event: MouseEvent): void {
    if (event.target === this.dialog && this.#pressedBackdrop) this.#close();
    this.#pressedBackdrop = false;
  }
}

export const elements = {
  'wazo-chat-people-picker': WazoChatPeoplePicker,
  'wazo-chat-room-dialog': WazoChatRoomDialog,
};

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-room-dialog': WazoChatRoomDialog;
  }
}
