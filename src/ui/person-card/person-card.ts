import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import type { ChatError } from '../../model/errors.js';
import type { Presence } from '../../model/presence.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { avatarStyles, renderAvatar } from '../shared/avatar.js';
import { errorText } from '../shared/error-text.js';
import { isEscape, useUp } from '../shared/escape.js';
import { failureStyles, renderFailure } from '../shared/failure.js';
import { userName } from '../shared/names.js';
import { presenceStyles, presenceText, renderPresence } from '../shared/presence.js';
import { placePopover } from '../shared/popover-position.js';
import { slicesOf } from '../shared/slices.js';
import { SelectController } from '../select.js';
import { styles } from './person-card.styles.js';

/**
 * Who somebody is that a message names, and the way to write to them. It opens as a popover beside what was pressed as soon
 * as it is in the page.
 *
 * @internal
 */
export class WazoChatPersonCard extends LitElement {
  static override styles = [base, controls, avatarStyles, failureStyles, presenceStyles, styles];

  @property({ attribute: false }) userUuid = '';
  /** What was pressed: it has the focus again afterwards. */
  @property({ attribute: false }) opener: HTMLElement | undefined;
  /** Hears that it is closed. */
  @property({ attribute: false }) onClose: () => void = () => undefined;

  readonly #localize = new Localize(this, enConversation);
  readonly #shows = new SelectController(
    this,
    slicesOf({ users: ({ users }) => users, me: ({ me }) => me, limits: ({ limits }) => limits }),
  );

  @state() private isBusy = false;
  @state() private presence: Presence | undefined;
  @state() private error: ChatError | null = null;

  constructor() {
    super();
    this.addEventListener('toggle', this.#handleToggle);
    this.addEventListener('keydown', this.#handleKeydown);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'auto';
    this.setAttribute('role', 'dialog');
  }

  protected override willUpdate(): void {
    this.setAttribute('aria-label', this.#name);
  }

  protected override firstUpdated(): void {
    if (!this.isConnected) return;
    void this.#askPresence();
    this.showPopover();
    if (this.opener) placePopover(this, this.opener);
    (this.renderRoot.querySelector<HTMLElement>('button') ?? this).focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { users, me } = this.#shows.value;
    const email = users.get(this.userUuid)?.email ?? null;
    return html`<div class="card">
      <div class="person">
        ${renderAvatar(this.userUuid, this.#name)}
        <div class="who">
          <p class="name"><bdi>${this.#name}</bdi></p>
          ${this.#renderPresence()} ${email === null ? nothing : html`<p class="email">${email}</p>`}
          ${this.userUuid === me ? html`<p class="email">${this.#localize.term('personCardMe')}</p>` : nothing}
        </div>
      </div>
      ${this.userUuid === me ? this.#renderClose() : this.#renderWrite()}
      ${this.error ? renderFailure(errorText(this.error, this.#localize, this.#shows.value.limits), [], 'line') : nothing}
    </div>`;
  }

  get #name(): string {
    return userName(this.#shows.value.users, this.userUuid, this.#localize);
  }

  #renderPresence(): TemplateResult | typeof nothing {
    const { presence } = this;
    if (!presence) return nothing;
    return html`<p class="email reach">${renderPresence(presence)} ${presenceText(presence, this.#localize)}</p>`;
  }

  async #askPresence(): Promise<void> {
    const presences = await this.#shows.session?.presences([this.userUuid]);
    this.presence = presences?.get(this.userUuid);
  }

  #renderWrite(): TemplateResult {
    return html`<button
      class="button"
      type="button"
      aria-disabled=${this.isBusy ? 'true' : nothing}
      @click=${() => void this.#write()}
    >
      ${this.#localize.term('writeTo', this.#name)}
    </button>`;
  }

  #renderClose(): TemplateResult {
    return html`<button class="button" type="button" @click=${() => this.hidePopover()}>
      ${this.#localize.term('close')}
    </button>`;
  }

  /** Opens the conversation of the two: a nameless room of the same people is there once. */
  async #write(): Promise<void> {
    const { view, session } = this.#shows;
    if (this.isBusy || !view || !session) return;
    this.isBusy = true;
    this.error = null;
    const result = await session.createRoom(null, [this.userUuid]);
    this.isBusy = false;
    if ('code' in result) {
      this.error = result;
      return;
    }
    // The person may have closed it, or signed out, meanwhile.
    if (!this.isConnected || view !== this.#shows.view) return;
    this.opener = undefined;
    this.hidePopover();
    view.open(result.uuid);
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (!isEscape(event)) return;
    useUp(event);
    this.hidePopover();
  };

  readonly #handleToggle = (event: Event): void => {
    if ((event as ToggleEvent).newState !== 'closed') return;
    const root = this.getRootNode() as ShadowRoot;
    const hadFocus = root.activeElement === null || root.activeElement === this;
    this.onClose();
    if (hadFocus && this.opener?.isConnected) this.opener.focus({ preventScroll: true });
  };
}

export const elements = { 'wazo-chat-person-card': WazoChatPersonCard };

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-person-card': WazoChatPersonCard;
  }
}
