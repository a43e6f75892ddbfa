import type { ChatSession } from '../../session/session.js';
import type { TimelineId } from '../../store/timeline-id.js';
import type { ListSource } from './list/input.js';

/** Where the messages of a timeline come from: the session. */
export class SessionSource implements ListSource {
  readonly #session: ChatSession | undefined;
  readonly #id: TimelineId;

  /** @param session absent after sign-out, while the timeline is still on screen: then nothing comes */
  constructor(session: ChatSession | undefined, id: TimelineId) {
    this.#session = session;
    this.#id = id;
  }

  loadOlder(count?: number): void {
    this.#session?.loadOlder(this.#id, count);
  }

  fillGap(afterUuid: string, count?: number): void {
    this.#session?.fillGap(this.#id, afterUuid, count);
  }

  async loadNewest(): Promise<void> {
    await this.#session?.jumpToNewest(this.#id);
  }

  async loadAround(uuid: string): Promise<boolean> {
    return (await this.#session?.jumpTo(this.#id, uuid)) ?? false;
  }

  release(firstUuid: string, lastUuid: string): void {
    this.#session?.release(this.#id, firstUuid, lastUuid);
  }

  /** The messages could not be loaded at all: once more. */
  reload(): void {
    this.#session?.reload(this.#id);
  }
}
