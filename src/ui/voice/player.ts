import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import Pause from 'lucide/dist/esm/icons/pause.mjs';
import Play from 'lucide/dist/esm/icons/play.mjs';
import { formatNumber } from '../../i18n/formats.js';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import type { Part } from '../../model/message.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { icon } from '../../styles/icons.js';
import { handlePlay } from '../shared/one-player.js';
import { findLength } from '../shared/sound-length.js';
import { BufferSound } from './buffer-sound.js';
import { clockTime } from './clock-time.js';
import { shapeOf, type Shape } from './decoded.js';
import { isReadEarly, keepPosition, knownShape, positionOf, readShape } from './known-shapes.js';
import { styles } from './player.styles.js';
import { positionAfter, positionAt } from './seeking.js';
import { currentSpeed, nextSpeed, watchSpeed } from './speed.js';
import { renderWave } from './wave.js';

/** Files that were to be played when their address had expired: with the next one, they are. */
const wanted = new Set<string>();

/**
 * Plays a voice message: a file of a message, or what was just recorded.
 *
 * @internal
 */
export class WazoChatVoicePlayer extends LitElement {
  static override styles = [base, controls, styles];

  /** A file of a message. */
  @property({ attribute: false }) voice: Part | undefined;
  /** In its place: what is on this device only. */
  @property({ attribute: false }) recorded: AudioBuffer | undefined;
  /** Hears that the file could not be read at its address. */
  @property({ attribute: false }) onFailed: () => void = () => undefined;

  readonly #localize = new Localize(this, enConversation);

  @state() private shape: Shape | undefined;
  /** Whether it is near the view, so that its length is to be known. */
  @state() private isNear = false;

  @query('audio') private audio!: HTMLAudioElement | null;
  @query('.toggle') private toggleButton!: HTMLButtonElement | null;

  #buffer: BufferSound | undefined;
  #near: IntersectionObserver | undefined;
  #unwatch: (() => void) | undefined;
  /** Where the person wants to be as soon as the length is known, from 0 to 1. */
  #wantedPart: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = watchSpeed(() => this.requestUpdate());
    this.#near = new IntersectionObserver((entries) => this.#handleNear(entries), { rootMargin: '200px' });
    // Where it was on the page before its chunk came, it knows its file only with its first update.
    if (this.hasUpdated && this.voice) this.#near.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
    this.#near?.disconnect();
    // A player in the page is stopped by the browser; this one is in no page.
    this.#buffer?.close();
  }

  override focus(options?: FocusOptions): void {
    this.toggleButton?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('voice') && this.voice) this.shape = knownShape(this.voice) ?? this.shape;
    if (!changed.has('recorded')) return;
    this.#buffer?.close();
    this.#buffer = this.recorded && new BufferSound(this.recorded, () => this.requestUpdate());
    this.shape = this.recorded && shapeOf(this.recorded);
  }

  protected override firstUpdated(): void {
    const { audio, voice: part } = this;
    if (!audio || !part) return;
    this.#near?.observe(this);
    const at = positionOf(part);
    if (at > 0) audio.currentTime = at;
    if (part.uuid !== null && wanted.delete(part.uuid)) this.#play();
  }

  protected override updated(): void {
    if (this.audio) this.audio.defaultPlaybackRate = this.audio.playbackRate = currentSpeed();
  }

  /** What plays: the browser's player, or that of what is on this device. */
  get #sound(): HTMLAudioElement | BufferSound | null {
    return this.#buffer ?? this.audio;
  }

  get #position(): number {
    return this.#sound?.currentTime ?? 0;
  }

  /** Not a number as long as it is not known. */
  get #seconds(): number {
    const { duration = NaN } = this.#sound ?? {};
    return Number.isFinite(duration) ? duration : (this.shape?.seconds ?? NaN);
  }

  protected override render(): TemplateResult {
    const isPlaying = this.#sound?.paused === false;
    const term = this.#localize.term(isPlaying ? 'pauseVoice' : 'playVoice');
    const hasSource = this.recorded !== undefined || (this.voice?.url ?? null) !== null;
    return html`<div class="player" dir="ltr" role="group" aria-label=${this.#localize.term('voiceMessage')}>
      <button
        class="icon-button toggle"
        type="button"
        aria-label=${term}
        aria-disabled=${hasSource ? nothing : 'true'}
        @click=${this.#handleToggle}
      >
        ${icon(isPlaying ? Pause : Play)}
      </button>
      ${this.#renderSlider()}
      <span class="time">${this.#timeText(isPlaying)}</span>
      ${this.recorded ? nothing : this.#renderSpeed()} ${this.voice ? this.#renderAudio(this.voice) : nothing}
    </div>`;
  }

  #renderSlider(): TemplateResult {
    const [position, seconds] = [this.#position, this.#seconds];
    const isKnown = seconds > 0;
    return html`<div
      class="slider"
      role="slider"
      tabindex="0"
      aria-label=${this.#localize.term('voicePosition')}
      aria-valuemin="0"
      aria-valuemax=${isKnown ? Math.round(seconds) : 0}
      aria-valuenow=${isKnown ? Math.min(Math.round(seconds), Math.round(position)) : 0}
      aria-valuetext=${this.#localize.term('voiceAt', clockTime(position), clockTime(seconds))}
      @pointerdown=${this.#handlePointerDown}
      @pointermove=${this.#handlePointerMove}
      @keydown=${this.#handleKey}
    >
      ${renderWave(this.shape?.peaks, isKnown ? Math.min(1, position / seconds) : 0)}
    </div>`;
  }

  #renderSpeed(): TemplateResult {
    const speed = `${formatNumber(this.#localize.lang(), currentSpeed())}×`;
    return html`<button
      class="button speed"
      type="button"
      aria-label=${this.#localize.term('voiceSpeed', speed)}
      @click=${nextSpeed}
    >
      ${speed}
    </button>`;
  }

  #renderAudio(part: Part): TemplateResult {
    return html`<audio
      src=${part.url ?? nothing}
      preload=${this.isNear ? 'metadata' : 'none'}
      @play=${handlePlay}
      @playing=${this.#handleChange}
      @pause=${this.#handleChange}
      @timeupdate=${this.#handleChange}
      @ended=${this.#handleEnded}
      @loadedmetadata=${findLength}
      @durationchange=${this.#handleLength}
      @error=${this.#handleError}
    ></audio>`;
  }

  /** How long it is; once it plays, where it is. */
  #timeText(isPlaying: boolean): string {
    return clockTime(isPlaying || this.#position > 0 ? this.#position : this.#seconds);
  }

  #handleNear(entries: readonly IntersectionObserverEntry[]): void {
    const { voice: part } = this;
    if (!part || !entries.some(({ isIntersecting }) => isIntersecting)) return;
    this.#near?.disconnect();
    if (isReadEarly(part)) void this.#read(part);
    else this.isNear = true;
  }

  async #read(part: Part): Promise<void> {
    this.shape = (await readShape(part)) ?? this.shape;
    this.#handleLength();
  }

  readonly #handleToggle = (): void => {
    if (this.#sound?.paused === false) this.#sound.pause();
    else this.#play();
  };

  #play(): void {
    const { voice: part } = this;
    if (part?.url === null) return;
    if (part && !this.shape) void this.#read(part);
    // What is wrong with it is said by its `error` event.
    void this.#sound?.play().catch(() => undefined);
    this.requestUpdate();
  }

  #seek(seconds: number): void {
    const sound = this.#sound;
    if (!sound) return;
    sound.currentTime = seconds;
    if (this.voice) keepPosition(this.voice, seconds);
    this.requestUpdate();
  }

  #seekPart(part: number): void {
    const seconds = this.#seconds;
    if (seconds > 0) this.#seek(part * seconds);
    else {
      this.#wantedPart = part;
      this.isNear = true;
    }
  }

  readonly #handleLength = (): void => {
    if (this.#wantedPart !== undefined && this.#seconds > 0) {
      this.#seek(this.#wantedPart * this.#seconds);
      this.#wantedPart = undefined;
    }
    this.requestUpdate();
  };

  readonly #handleChange = (): void => {
    const { audio, voice: part } = this;
    // While its length is looked for, it is at its end for a moment.
    if (audio && part && Number.isFinite(audio.duration)) keepPosition(part, audio.currentTime);
    this.requestUpdate();
  };

  readonly #handleEnded = (): void => {
    // Looking for its length leads to the end, and back.
    if (this.audio?.ended) this.#seek(0);
  };

  readonly #handleError = (): void => {
    const { audio, voice: part } = this;
    if (!part?.url) return;
    if (part.uuid !== null && audio?.paused === false) wanted.add(part.uuid);
    this.onFailed();
  };

  readonly #handlePointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    // Held, it is no long press on the message.
    event.stopPropagation();
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#seekPart(positionAt(event));
  };

  readonly #handlePointerMove = (event: PointerEvent): void => {
    if ((event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) this.#seekPart(positionAt(event));
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    const seconds = this.#seconds;
    if (event.key === ' ') this.#handleToggle();
    else {
      const to = positionAfter(event, this.#position, seconds);
      if (to === undefined) return;
      this.#seek(to);
    }
    event.preventDefault();
    event.stopPropagation();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-voice-player': WazoChatVoicePlayer;
  }
}
