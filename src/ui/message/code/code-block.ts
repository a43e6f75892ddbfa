import { noChange, nothing } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ChildPart } from 'lit/directive.js';
import type { ShownCode } from '../../../markdown/context.js';
import type { FoldHost } from '../fold.js';
import { unwatchView, watchView } from '../../shared/in-view.js';
import type { Colouring } from './colouring.js';
import type * as tools from './tools.js';
import type { CodeLabels } from './tools.js';

type Tools = typeof tools;

let loading: Promise<Tools | undefined> | undefined;

/** Never rejects; after a failure the next who asks tries again. */
function loadTools(): Promise<Tools | undefined> {
  loading ??= import('./tools.js').catch(() => (loading = undefined));
  return loading;
}

/** The blocks whose lines somebody had broken; they are when their row comes back. */
const wrapped = new WeakSet<ShownCode>();

/**
 * Brings a block of code to life: its colours when it comes into view, its tools when somebody is at it. Most blocks are
 * scrolled past, so that this is little, and what it needs is loaded by the first one.
 */
class CodeBlockDirective extends AsyncDirective {
  #block: HTMLElement | undefined;
  #code: ShownCode | undefined;
  #labels: CodeLabels | undefined;
  #tools: Tools | undefined;
  #colouring: Colouring | undefined;
  #isInView = false;
  #outcome: 'copied' | 'failed' | undefined;

  override update(part: ChildPart, args: [ShownCode, CodeLabels]): unknown {
    if (!this.#block) this.#begin(part.parentNode);
    return this.render(...args);
  }

  override render(code: ShownCode, labels: CodeLabels): unknown {
    const isOther = code !== this.#code;
    this.#code = code;
    this.#labels = labels;
    if (!isOther) return this.#tools ? this.#render() : noChange;
    this.#outcome = undefined;
    this.#recolour();
    this.#block?.classList.toggle('wraps', wrapped.has(code));
    return this.#tools ? this.#render() : nothing;
  }

  protected override disconnected(): void {
    this.#hide();
    if (this.#block) unwatchView(this.#block);
  }

  protected override reconnected(): void {
    if (this.#block) watchView(this.#block, this.#handleView);
  }

  #begin(block: Node): void {
    if (!(block instanceof HTMLElement)) return;
    this.#block = block;
    for (const type of ['pointerenter', 'pointerdown', 'focusin']) block.addEventListener(type, this.#handleTouch);
    for (const type of ['pointerleave', 'focusout']) block.addEventListener(type, this.#handleLeave);
    if (this.isConnected) watchView(block, this.#handleView);
  }

  readonly #handleView = (isInView: boolean): void => {
    this.#isInView = isInView;
    if (isInView) void this.#show();
    else this.#hide();
  };

  async #show(): Promise<void> {
    const { lang } = this.#code ?? {};
    if (!lang) return;
    const tools = await loadTools();
    const element = this.#block?.querySelector('code');
    if (!tools?.canPaint() || !this.#isInView || !this.#code || !element) return;
    this.#colouring ??= new tools.Colouring(this.#code, element);
    await this.#colouring.show();
  }

  #hide(): void {
    this.#isInView = false;
    this.#colouring?.hide();
    this.#colouring = undefined;
  }

  /** Another text may be in the same place. */
  #recolour(): void {
    const isInView = this.#isInView;
    this.#hide();
    this.#isInView = isInView;
    if (isInView) void this.#show();
  }

  readonly #handleTouch = (): void => {
    if (!this.#tools) void this.#draw();
  };

  /** What was said of a copy is over when one goes. */
  readonly #handleLeave = (): void => {
    if (this.#outcome === undefined) return;
    this.#outcome = undefined;
    void this.#draw();
  };

  async #draw(): Promise<void> {
    this.#tools ??= await loadTools();
    if (this.isConnected) this.setValue(this.#render());
  }

  #render(): unknown {
    const [code, labels] = [this.#code, this.#labels];
    if (!this.#tools || !code || !labels) return nothing;
    return this.#tools.renderTools({
      labels,
      isWrapped: wrapped.has(code),
      outcome: this.#outcome,
      onCopy: () => void this.#copy(code),
      onWrap: () => this.#wrap(code),
    });
  }

  async #copy({ value }: ShownCode): Promise<void> {
    const isCopied = await this.#tools?.copyText(value);
    this.#outcome = isCopied ? 'copied' : 'failed';
    await this.#draw();
  }

  #wrap(code: ShownCode): void {
    if (!wrapped.delete(code)) wrapped.add(code);
    const change = async (): Promise<void> => {
      this.#block?.classList.toggle('wraps', wrapped.has(code));
      await this.#draw();
    };
    const root = this.#block?.getRootNode();
    const row = root instanceof ShadowRoot ? (root.host as Partial<FoldHost> & HTMLElement) : undefined;
    void (row?.context ? row.context.resize(row, 'start', change) : change());
  }
}

/** Stands in a block of code, behind the code: nothing, until somebody is at it. */
export const codeBlock = directive(CodeBlockDirective);
