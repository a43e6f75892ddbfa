import { html, nothing } from 'lit';
import { ChatFailure, toChatError } from '../../model/errors.js';
import { calledIn, commandsOf, type Command } from './commands/command.js';
import type { ComposerHost, ComposerTool } from './tool.js';

/** A command that is at work. */
interface Running {
  readonly name: string;
  readonly abort: AbortController;
}

/** A command that has failed, and the text that called it. */
interface Failed {
  readonly name: string;
  readonly written: string;
}

/**
 * Texts that begin with the name of a command are run in place of being sent. What was written stays until that has worked.
 * Each room runs one at a time; whoever looks at another room meanwhile writes there as ever.
 */
export class CommandTool implements ComposerTool {
  readonly #host: ComposerHost;
  /** By the room's uuid. */
  readonly #running = new Map<string, Running>();
  /** By the room's uuid: it is said there, as long as the text stands. */
  readonly #failed = new Map<string, Failed>();

  constructor(host: ComposerHost) {
    this.#host = host;
    host.addController({
      hostDisconnected: () => {
        for (const roomUuid of this.#running.keys()) this.#callOff(roomUuid);
      },
    });
  }

  get problem(): string {
    const failed = this.#failed.get(this.#host.roomUuid);
    return failed?.written === this.#host.text.written ? this.#host.localize.term('commandFailed', failed.name) : '';
  }

  renderButtons(): typeof nothing {
    return nothing;
  }

  renderAbove(): unknown {
    const { localize, roomUuid } = this.#host;
    const running = this.#running.get(roomUuid);
    if (!running) return nothing;
    return html`<div class="failure line">
      <p role="status">${localize.term('commandRunning', running.name)}</p>
      <button class="button" type="button" @click=${() => this.#cancel(roomUuid)}>${localize.term('cancel')}</button>
    </div>`;
  }

  handleText(): void {
    if (this.#failed.delete(this.#host.roomUuid)) this.#host.requestUpdate();
  }

  handleRoom(): void {
    // What is said depends on the text that stands there now.
    if (this.#failed.has(this.#host.roomUuid)) this.#host.requestUpdate();
  }

  handleSend(written: string): boolean {
    const { roomUuid, settings } = this.#host;
    if (this.#running.has(roomUuid)) return true;
    const called = calledIn(written, commandsOf(settings));
    if (!called) return false;
    void this.#run(called.command, called.text, written, roomUuid);
    return true;
  }

  async #run({ name, run }: Command, text: string, written: string, roomUuid: string): Promise<void> {
    const { session } = this.#host;
    const running = { name, abort: new AbortController() };
    const { signal } = running.abort;
    this.#failed.delete(roomUuid);
    this.#running.set(roomUuid, running);
    try {
      const answer = run(text, { room: roomUuid, signal });
      // What is answered at once is not announced for a moment.
      if (isThenable(answer)) this.#host.requestUpdate();
      const said = textOf(await answer);
      if (signal.aborted || !session) return;
      this.#running.delete(roomUuid);
      // What was written on meanwhile is another text.
      if (session.draft(roomUuid) === written) this.#finish(roomUuid, said);
      else if (said !== '') session.send(roomUuid, said);
    } catch (thrown) {
      if (!signal.aborted) this.#fail(roomUuid, { name, written }, thrown);
    } finally {
      if (this.#running.get(roomUuid) === running) this.#running.delete(roomUuid);
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

  #fail(roomUuid: string, failed: Failed, thrown: unknown): void {
    this.#failed.set(roomUuid, failed);
    this.#host.session?.report(
      new ChatFailure('command-failed', `/${failed.name}: ${toChatError(thrown).detail}`, { cause: thrown }),
    );
  }

  #cancel(roomUuid: string): void {
    this.#callOff(roomUuid);
    this.#host.requestUpdate();
    this.#host.focus();
  }

  /** It may never answer: the room is free at once. */
  #callOff(roomUuid: string): void {
    this.#running.get(roomUuid)?.abort.abort();
    this.#running.delete(roomUuid);
  }
}

/** Whatever else a page answers is nothing to be sent. */
function textOf(answer: unknown): string {
  return typeof answer === 'string' ? answer : '';
}

function isThenable(value: unknown): boolean {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function';
}
