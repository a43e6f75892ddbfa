import { nothing } from 'lit';
import type { Completion } from './completion/completion.js';
import { mayComplete } from './completion/may-complete.js';
import { whenIdle } from '../shared/when-idle.js';
import { onDemand } from './on-demand.js';
import type { ComposerHost, ComposerTool } from './tool.js';

/** Completes words that begin with `@`, `:`, `#` or `/`. Here is only what sees that; what does it comes with the first focus. */
export class CompletionTool implements ComposerTool {
  readonly #host: ComposerHost;
  #completion: Completion | undefined;
  readonly #load = onDemand(async () => {
    const { Completion: Loaded } = await import('./completion/completion.js');
    return (this.#completion = new Loaded(this.#host));
  });

  constructor(host: ComposerHost) {
    this.#host = host;
    host.addEventListener('focusin', () => whenIdle(() => void this.#load()), { once: true });
  }

  renderButtons(): unknown {
    return this.#completion?.render() ?? nothing;
  }

  renderPopover(): unknown {
    return this.#completion?.renderStatus() ?? nothing;
  }

  handleKey(event: KeyboardEvent): boolean {
    return this.#completion?.handleKey(event) ?? false;
  }

  handleText(): void {
    const { field } = this.#host.text;
    if (this.#completion) this.#completion.update();
    else if (field && mayComplete(field.value, field.selectionEnd))
      void this.#load().then((completion) => completion?.update());
  }

  handleRoom(): void {
    this.#completion?.close();
  }
}
