import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import CircleStop from 'lucide/dist/esm/icons/circle-stop.mjs';
import Mic from 'lucide/dist/esm/icons/mic.mjs';
import Pause from 'lucide/dist/esm/icons/pause.mjs';
import Send from 'lucide/dist/esm/icons/send-horizontal.mjs';
import Trash from 'lucide/dist/esm/icons/trash.mjs';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import type { Label } from '../../i18n/terms.js';
import type { GrowingFile } from '../../session/growing-file.js';
import type { NamedFile } from '../../session/uploads.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { icon, type IconNode } from '../../styles/icons.js';
import { isEscape, useUp } from '../shared/escape.js';
import { silence } from '../shared/one-player.js';
import { browserMicrophone } from './browser-microphone.js';
import { clockTime } from './clock-time.js';
import { BARS, decode } from './decoded.js';
import type { Microphone, Refusal } from './microphone.js';
import { styles } from './recorder.styles.js';
import { Recording, type Recorded } from './recording.js';
import { SafeKeeping } from './safe-keeping.js';
import { renderWave } from './wave.js';
import { withLength } from './webm-length.js';

/** Milliseconds between two looks at the microphone. */
const LOOK = 100;
/** Samples a second with which one listens to what was recorded. */
const RATE = 24_000;
/** A second and a half: less than that was a slip of the finger, and is discarded without a question. */
const SLIP = 1.5;

/**
 * Records a voice message, from the moment in which it is on the page. It lets go of the microphone whatever happens; what was
 * recorded is handed over when it leaves the page.
 *
 * @internal
 */
export class WazoChatVoiceRecorder extends LitElement {
  static override styles = [base, controls, styles];

  /** Bytes of a file at most. */
  @property({ attribute: false }) maxBytes = Infinity;
  /** Where the sound comes from; another one in tests. */
  @property({ attribute: false }) microphone: Microphone = browserMicrophone;
  /** Begins to keep on the device what is recorded. */
  @property({ attribute: false }) grow: () => GrowingFile | undefined = () => undefined;
  /** Hears that a recording is to be sent. */
  @property({ attribute: false }) onSend: (file: NamedFile) => void = () => undefined;
  /** Hears of a recording whose room was left: it is to be kept. */
  @property({ attribute: false }) onKeep: (file: NamedFile) => void = () => undefined;
  /** Hears that it is over without a recording, and why: undefined, the person did not want it. */
  @property({ attribute: false }) onClose: (refusal?: Refusal) => void = () => undefined;

  readonly #localize = new Localize(this, enConversation);

  /** Whether the person is asked if it is to be discarded. */
  @state() private isAsking = false;

  @query('.first') private first!: HTMLElement | null;

  #recording: Recording<AudioBuffer> | undefined;
  #looking: ReturnType<typeof setInterval> | undefined;
  /** What had the focus before is gone: it goes to what is there instead. */
  #shown = '';
  #isSending = false;
  #keeping: SafeKeeping | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#recording) void this.updateComplete.then(() => this.#start());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // It may be on its way to another place of the page.
    queueMicrotask(() => {
      if (!this.isConnected) void this.#leave();
    });
  }

  override focus(options?: FocusOptions): void {
    this.first?.focus(options);
  }

  protected override updated(): void {
    const shown = this.isAsking ? 'asking' : (this.#recording?.status ?? '');
    if (shown === this.#shown) return;
    // Between the button that pauses and the one that goes on, it stays where it is.
    const isSame = [shown, this.#shown].every((each) => each === 'recording' || each === 'paused');
    this.#shown = shown;
    if (!isSame) void this.#focusFirst();
  }

  async #focusFirst(): Promise<void> {
    // The player draws itself after this.
    await (this.first as Partial<LitElement> | null)?.updateComplete;
    this.first?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    return html`<div
      class="bar"
      role="group"
      aria-label=${this.#localize.term('voiceMessage')}
      @keydown=${this.#handleKey}
    >
      ${this.isAsking ? this.#renderQuestion() : this.#renderState()}
      <span class="visually-hidden" role="status">${this.#said()}</span>
    </div>`;
  }

  #renderState(): unknown {
    const recording = this.#recording;
    switch (recording?.status) {
      case 'recording':
      case 'paused':
        return this.#renderRecording(recording);
      case 'recorded':
        return recording.recorded ? this.#renderRecorded(recording.recorded, recording) : nothing;
      case 'stopping':
        return html`<p class="note">${this.#localize.term('loading')}</p>`;
      default:
        return html`<p class="note">${this.#localize.term('voiceAsking')}</p>
          ${this.#renderButton('discardVoice', Trash, () => this.#over(), 'first')}`;
    }
  }

  #renderRecording({ status, levels, seconds }: Recording<AudioBuffer>): TemplateResult {
    const isPaused = status === 'paused';
    const latest = levels.slice(-BARS);
    const wave = [...new Array<number>(BARS - latest.length).fill(0), ...latest];
    return html`<span class="dot ${isPaused ? 'paused' : ''}"></span>
      <span class="time">${clockTime(seconds)}</span>
      <span class="meter" dir="ltr">${renderWave(wave, isPaused ? 0 : 1)}</span>
      ${
        isPaused
          ? this.#renderButton('resumeVoice', Mic, () => this.#resume())
          : this.#renderButton('pauseRecording', Pause, () => this.#recording?.pause())
      }
      ${this.#renderButton('stopRecording', CircleStop, () => void this.#recording?.stop(), 'first')}
      ${this.#renderEnd()}`;
  }

  #renderRecorded({ sound }: Recorded<AudioBuffer>, recording: Recording<AudioBuffer>): TemplateResult {
    const { seconds } = recording;
    const why = this.#whyEnded(recording);
    const player = html`<wazo-chat-voice-player
      class="first"
      .recorded=${sound ?? undefined}
    ></wazo-chat-voice-player>`;
    return html`${why === '' ? nothing : html`<p class="note why">${why}</p>`}
    ${sound ? player : html`<span class="note first" tabindex="-1">${clockTime(seconds)}</span>`} ${this.#renderEnd()}`;
  }

  #renderEnd(): TemplateResult {
    return html`${this.#renderButton('discardVoice', Trash, () => this.#mayDiscard())}
    ${this.#renderButton('sendVoice', Send, () => void this.#send(), 'send')}`;
  }

  #renderQuestion(): TemplateResult {
    return html`<p class="note question" id="question">${this.#localize.term('discardVoiceQuestion')}</p>
      <button class="button" type="button" @click=${() => this.#over()}>
        ${this.#localize.term('discardVoiceYes')}
      </button>
      <button class="button primary first" type="button" aria-describedby="question" @click=${() => this.#keep()}>
        ${this.#localize.term('discardVoiceNo')}
      </button>`;
  }

  #renderButton(label: Label, node: IconNode, onClick: () => void, kind = ''): TemplateResult {
    const text = this.#localize.term(label);
    return html`<button class="icon-button ${kind}" type="button" aria-label=${text} title=${text} @click=${onClick}>
      ${icon(node)}
    </button>`;
  }

  /** What is said of each state, once. */
  #said(): string {
    const recording = this.#recording;
    const status = recording?.status;
    const said = (label: Label): string => this.#localize.term(label);
    if (this.isAsking) return said('discardVoiceQuestion');
    if (status === 'recording') return said('voiceRecording');
    if (status === 'paused') return said('voicePaused');
    if (recording?.status !== 'recorded') return '';
    return `${this.#whyEnded(recording)} ${this.#localize.term('voiceReady', clockTime(recording.seconds))}`.trim();
  }

  /** Why it ended by itself; empty where the person ended it. */
  #whyEnded({ end }: Recording<AudioBuffer>): string {
    if (end === 'person') return '';
    return this.#localize.term(end === 'limit' ? 'voiceLimit' : 'voiceUnplugged');
  }

  #start(): void {
    if (this.#recording || !this.isConnected) return;
    silence();
    const keeping = new SafeKeeping(this.grow(), {
      isAtStake: () => this.#recording?.hasSound === true,
      save: () => this.#recording?.keep(),
    });
    this.#keeping = keeping;
    this.#recording = new Recording<AudioBuffer>({
      microphone: this.microphone,
      now: () => performance.now(),
      maxBytes: this.maxBytes,
      finish,
      keep: (blob, seconds) => keeping.keep(blob, seconds),
      onChange: () => this.#handleChange(),
    });
    this.#looking = setInterval(() => this.#recording?.tick(), LOOK);
    void this.#recording.start();
    this.requestUpdate();
  }

  #resume(): void {
    silence();
    this.#recording?.resume();
  }

  readonly #handleChange = (): void => {
    const { status, refusal } = this.#recording ?? {};
    if (status === 'refused') this.#over(refusal);
    else this.requestUpdate();
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (!isEscape(event)) return;
    useUp(event);
    if (this.isAsking) this.#keep();
    else this.#mayDiscard();
  };

  /** Asks, unless there is nothing to lose. */
  #mayDiscard(): void {
    const recording = this.#recording;
    if (!recording?.hasSound || recording.seconds < SLIP) this.#over();
    else {
      recording.pause();
      this.isAsking = true;
    }
  }

  #keep(): void {
    this.isAsking = false;
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    const file = await this.#file();
    // Where nothing came of it, that was said.
    if (!file) return;
    this.#close();
    this.onSend(file);
  }

  /** Its room was left, or all of the chat. */
  async #leave(): Promise<void> {
    if (this.#isSending) return;
    const file = this.#recording?.hasSound ? await this.#file() : undefined;
    this.#close();
    if (file) this.onKeep(file);
    else this.#keeping?.drop();
  }

  async #file(): Promise<NamedFile | undefined> {
    const recorded = this.#recording?.recorded ?? (await this.#recording?.stop());
    return recorded && this.#keeping?.named(recorded.file);
  }

  #over(refusal?: Refusal): void {
    this.#keeping?.drop();
    this.#close();
    this.onClose(refusal);
  }

  #close(): void {
    clearInterval(this.#looking);
    this.#keeping?.end();
    this.#recording?.close();
  }
}

/** Makes a file of what came from the microphone; by its sound it is known how long it is. */
async function finish(blob: Blob, seconds: number): Promise<Recorded<AudioBuffer>> {
  const sound = await decode(await blob.arrayBuffer(), RATE).catch(() => null);
  const length = sound?.duration ?? seconds;
  return { file: await withLength(blob, length), seconds: length, sound };
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-voice-recorder': WazoChatVoiceRecorder;
  }
}
