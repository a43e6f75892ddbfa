import type { Channel } from '../device/ports.js';
import type { SafeEnvironment } from '../device/safe-environment.js';

/** Milliseconds between two writes while somebody types: what a crash can cost. */
const PAUSE = 300;

interface DraftNews {
  readonly roomUuid: string;
  readonly text: string;
}

/** The texts that are being written, per room: kept on the device, the last writer's in whatever tab. */
export class Drafts {
  readonly #environment: SafeEnvironment;
  readonly #signal: AbortSignal;
  readonly #texts = new Map<string, string>();
  /** Rooms whose text is not kept yet. */
  readonly #unsaved = new Set<string>();
  #owner: string | undefined;
  #channel: Channel | undefined;
  #cancel: (() => void) | undefined;

  constructor(environment: SafeEnvironment, signal: AbortSignal) {
    this.#environment = environment;
    this.#signal = signal;
    environment.onHide(() => this.#save(), signal);
    // A session ends when its element goes, too: what was typed last is kept.
    signal.addEventListener('abort', () => this.#end());
  }

  /** Takes up what was left. @param owner a user on a host */
  async restore(owner: string): Promise<void> {
    if (this.#owner !== undefined) return;
    this.#owner = owner;
    this.#channel = this.#environment.channel(`wazo-group-chat/2 drafts ${owner}`);
    this.#channel.listen((news) => this.#hear(news as DraftNews));
    const stored = await this.#environment.storage.drafts(owner);
    for (const [roomUuid, text] of stored) if (!this.#unsaved.has(roomUuid)) this.#put(roomUuid, text);
    this.#save();
  }

  get(roomUuid: string): string {
    return this.#texts.get(roomUuid) ?? '';
  }

  set(roomUuid: string, text: string): void {
    if (this.get(roomUuid) === text) return;
    this.#put(roomUuid, text);
    this.#unsaved.add(roomUuid);
    // A text that is gone was sent: it must not come back. But what was sent is to be kept first.
    if (!text) this.#cancel?.();
    if (text) this.#cancel ??= this.#environment.after(PAUSE, () => this.#save());
    else this.#cancel = this.#environment.after(0, () => this.#save());
  }

  #put(roomUuid: string, text: string): void {
    if (text) this.#texts.set(roomUuid, text);
    else this.#texts.delete(roomUuid);
  }

  #save(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#owner === undefined) return;
    for (const roomUuid of this.#unsaved) {
      const text = this.get(roomUuid);
      void this.#environment.storage.setDraft(this.#owner, roomUuid, text);
      this.#channel?.post({ roomUuid, text } satisfies DraftNews);
    }
    this.#unsaved.clear();
  }

  #hear({ roomUuid, text }: DraftNews): void {
    if (!this.#unsaved.has(roomUuid) && !this.#signal.aborted) this.#put(roomUuid, text);
  }

  #end(): void {
    this.#save();
    this.#channel?.close();
  }
}
