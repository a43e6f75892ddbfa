import { html, nothing } from 'lit';
import { ChatFailure, toChatError } from '../../model/errors.js';
import { calledIn, commandsOf, type Command } from './commands/command.js';
import type { ComposerHost, ComposerTool } from './tool.js';

/** A command that is at work. */
interface Running {
  readonly name: string;
  readonly roomUuid: string;
  readonly abort: AbortController;
}

/** Texts that begin with the name of a command are run in place of being sent. What was written stays until that has worked. */
export class CommandTool implements ComposerTool {
  readonly #host: ComposerHost;
  #running: Running | undefined;
  /** The command that has failed. */
  #failed: string | undefined;

  constructor(host: ComposerHost) {
    this.#host = host;
    host.addController({ hostDisconnected: () => this.#running?.abort.abort() });
  }

  get problem(): string {
    return this.#failed === undefined ? '' : this.#host.localize.term('commandFailed', this.#failed);
  }

  renderButtons(): typeof nothing {
    return nothing;
  }

  renderAbove(): unknown {
    const running = this.#running;
    if (running?.roomUuid !== this.#host.roomUuid) return nothing;
    const { localize } = this.#host;
    return html`<div class="failure line">
      <p role="status">${localize.term('commandRunning', running.name)}</p>
      <button class="button" type="button" @click=${() => this.#cancel()}>${localize.term('cancel')}</button>
    </div>`;
  }

  handleText(): void {
    this.#failed = undefined;
  }

  handleRoom(): void {
    this.#failed = undefined;
  }

  handleSend(written: string): boolean {
    if (this.#running) return true;
    const called = calledIn(written, commandsOf(this.#host.settings));
    if (!called) return false;
    void this.#run(called.command, called.text, written);
    return true;
  }

  async #run({ name, run }: Command, text: string, written: string): Promise<void> {
    const { roomUuid, session } = this.#host;
    const abort = new AbortController();
    const running = { name, roomUuid, abort };
    this.#failed = undefined;
    try {
      const answer = run(text, { room: roomUuid, signal: abort.signal });
      if (answer instanceof Promise) {
        this.#running = running;
        this.#host.requestUpdate();
      }
      const said = textOf(await answer);
      if (abort.signal.aborted || !session) return;
      this.#running = undefined;
      // What was written on meanwhile is another text.
      if (session.draft(roomUuid) === written) this.#finish(roomUuid, said);
      else if (said !== '') session.send(roomUuid, said);
    } catch (thrown) {
      if (!abort.signal.aborted) this.#fail(name, thrown);
    } finally {
      if (this.#running === running) this.#running = undefined;
      this.#host.requestUpdate();
    }
  }

  /** What it answers takes the place of what was written, and goes; where it cannot, it stays there and says why. */
  #finish(roomUuid: string, said: string): void {
    const { session } = this.#host;
    session?.setDraft(roomUuid, said);
    if (said.trim() === '') return;
    if (roomUuid === this.#host.roomUuid) this.#host.send(true);
    else session?.send(roomUuid, said);
  }

  #fail(name: string, thrown: unknown): void {
    this.#failed = name;
    this.#host.session?.report(
      new ChatFailure('command-failed', `/${name}: ${toChatError(thrown).detail}`, { cause: thrown }),
    );
  }

  #cancel(): void {
    this.#running?.abort.abort();
    this.#running = undefined;
    this.#host.requestUpdate();
    this.#host.focus();
  }
}

/** Whatever else a page answers is nothing to be sent. */
function textOf(answer: unknown): string {
  return typeof answer === 'string' ? answer : '';
}
