import { html, nothing, type TemplateResult } from 'lit';
import Type from 'lucide/dist/esm/icons/type.mjs';
import { loadFormatter } from '../../markdown/load.js';
import { icon } from '../../styles/icons.js';
import { define } from '../lazy.js';
import { formatKey } from './formatting/format-key.js';
import type { Formatting, Pasted } from './formatting/formatting.js';
import { setWantsBar, wantsBar } from './formatting/preference.js';
import { whenIdle } from '../shared/when-idle.js';
import { letterOf } from './letter.js';
import { onDemand } from './on-demand.js';
import type { ComposerHost, ComposerTool } from './tool.js';

/**
 * Markdown by keys, buttons and pasting. Here is only what recognises that it is wanted; what does it comes as a chunk, with
 * the first focus.
 */
export class FormatTool implements ComposerTool {
  readonly #host: ComposerHost;
  #formatting: Formatting | undefined;
  readonly #load = onDemand(async () => {
    const [{ Formatting: Loaded, elements }, hasParser] = await Promise.all([
      import('./formatting/formatting.js'),
      loadFormatter(),
    ]);
    if (!hasParser) throw new Error('the parser did not come');
    define(elements);
    this.#formatting = new Loaded(this.#host, { close: () => this.#show(false) });
    this.#host.requestUpdate();
    return this.#formatting;
  });
  #isShown = wantsBar();
  /** Ctrl+Shift+V (on a Mac with Option, too) was pressed, for which browsers fire the same event as for Ctrl+V. */
  #wantsPlain = false;

  constructor(host: ComposerHost) {
    this.#host = host;
    host.addController({ hostConnected: () => this.#connect() });
  }

  renderButtons(): TemplateResult {
    return html`<button
      class="icon-button format"
      type="button"
      aria-label=${this.#host.localize.term('formatting')}
      aria-expanded=${this.#isShown}
      @click=${this.#handleClick}
    >
      ${icon(Type)}
    </button>`;
  }

  renderAbove(): unknown {
    return this.#formatting?.render(this.#isShown) ?? nothing;
  }

  handleKey(event: KeyboardEvent): boolean {
    if (this.#formatting?.handleKey(event)) return true;
    this.#wantsPlain = event.shiftKey && (event.ctrlKey || event.metaKey) && letterOf(event) === 'v';
    const format = formatKey(event);
    if (!format) return false;
    event.preventDefault();
    void this.#load().then((formatting) => formatting?.toggle(format));
    return true;
  }

  /**
   * Whatever comes after it, the plain text is there at once, as a step of the history: what is made of it is the next step,
   * and can be undone by itself.
   */
  handlePaste({ clipboardData }: ClipboardEvent): boolean {
    const { field } = this.#host.text;
    const plain = (clipboardData?.getData('text/plain') ?? '').replace(/\r\n?/g, '\n');
    const rich = clipboardData?.getData('text/html') ?? '';
    const wantsPlain = this.#wantsPlain;
    this.#wantsPlain = false;
    if (!field || wantsPlain || (plain === '' && rich === '')) return false;
    const { selectionStart: start, selectionEnd: end, value: source } = field;
    if (rich === '' && start === end && !plain.includes('\n')) return false;
    const pasted: Pasted = { field, source, selection: { start, end }, plain, rich };
    this.#host.text.insert(plain);
    if (field.selectionEnd === field.value.length) field.scrollTop = field.scrollHeight;
    void this.#load().then((formatting) => formatting?.improve(pasted));
    return true;
  }

  handleText(): void {
    this.#formatting?.handleText();
  }

  handleRoom(): void {
    this.#formatting?.handleRoom();
  }

  #connect(): void {
    this.#host.addEventListener('focusin', () => whenIdle(() => void this.#load()), { once: true });
    if (this.#isShown) void this.#load();
  }

  readonly #handleClick = (): void => this.#show(!this.#isShown);

  #show(isShown: boolean): void {
    this.#isShown = isShown;
    setWantsBar(isShown);
    if (isShown) void this.#load();
    this.#host.requestUpdate();
    this.#host.focus();
  }
}
