import type { Channel } from '../device/ports.js';
import type { SafeEnvironment } from '../device/safe-environment.js';

/** Milliseconds between two writes while somebody types: what a crash can cost. */
const PAUSE = 300;

/** A text that is another one now. */
export interface DraftChange {
  readonly roomUuid: string;
  readonly text: string;
  /** Whether the one before it was sent. */
  readonly isSent: boolean;
}

/** What one tab tells the others. */
interface DraftNews {
  readonly roomUuid: string;
  readonly text: string;
  /** What the others were told before. */
  readonly before?: string;
  /** The text that was sent, when it went so. */
  readonly sent?: string;
}

/** What the device and the other tabs do not know yet of a room's text. */
type Unsaved = Pick<DraftNews, 'before' | 'sent'>;

/** The texts that are being written, per room: kept on the device, the last writer's in whatever tab. */
export class Drafts {
  readonly #environment: SafeEnvironment;
  readonly #signal: AbortSignal;
  readonly #texts = new Map<string, string>();
  readonly #unsaved = new Map<string, Unsaved>();
  readonly #listeners = new Set<(change: DraftChange) => void>();
  #owner: string | undefined;
  #channel: Channel | undefined;
  #cancel: (() => void) | undefined;
  /** Counts the changes: what was read before one may be older than it. */
  #changes = 0;

  constructor(environment: SafeEnvironment, signal: AbortSignal) {
    this.#environment = environment;
    this.#signal = signal;
    environment.onHide(() => this.#save(), signal);
    // A tab that slept has missed what the others told, and where there is no channel nobody tells anything.
    environment.onShow(() => void this.#readAgain(), signal);
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
    for (const [roomUuid, text] of stored) this.#put(roomUuid, this.#joined(text, this.get(roomUuid)));
    this.#save();
  }

  /** What was left, and what was typed before that could be read: neither is lost. */
  #joined(left: string, typed: string): string {
    return typed === '' || typed === left ? left : `${left}\n${typed}`;
  }

  /** Hears of every change of a text, in whichever element or tab. @returns the way to unsubscribe */
  watch(listener: (change: DraftChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get(roomUuid: string): string {
    return this.#texts.get(roomUuid) ?? '';
  }

  set(roomUuid: string, text: string): void {
    if (this.get(roomUuid) === text) return;
    this.#markUnsaved(roomUuid);
    this.#put(roomUuid, text);
    // A text that is gone must not come back.
    if (!text) this.#saveSoon();
    else this.#cancel ??= this.#environment.after(PAUSE, () => this.#save());
  }

  /** A text is on its way: it goes from wherever it stands as it was sent. */
  sent(roomUuid: string, text: string): void {
    if (text === '' || this.get(roomUuid) !== text) return;
    this.#markUnsaved(roomUuid, text);
    this.#put(roomUuid, '', true);
    this.#saveSoon();
  }

  #markUnsaved(roomUuid: string, sent?: string): void {
    const { before = this.get(roomUuid) } = this.#unsaved.get(roomUuid) ?? {};
    this.#unsaved.set(roomUuid, sent === undefined ? { before } : { before, sent });
  }

  #put(roomUuid: string, text: string, isSent = false): void {
    if (this.get(roomUuid) === text) return;
    this.#changes += 1;
    if (text) this.#texts.set(roomUuid, text);
    else this.#texts.delete(roomUuid);
    for (const listener of [...this.#listeners]) listener({ roomUuid, text, isSent });
  }

  /** But what was sent is to be kept first. */
  #saveSoon(): void {
    this.#cancel?.();
    this.#cancel = this.#environment.after(0, () => this.#save());
  }

  #save(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#owner === undefined) return;
    for (const [roomUuid, unsaved] of this.#unsaved) {
      const text = this.get(roomUuid);
      void this.#environment.storage.setDraft(this.#owner, roomUuid, text);
      this.#channel?.post({ roomUuid, text, ...unsaved } satisfies DraftNews);
    }
    this.#unsaved.clear();
  }

  #hear({ roomUuid, text, before, sent }: DraftNews): void {
    if (this.#signal.aborted) return;
    const mine = this.get(roomUuid);
    if (sent === undefined) {
      // What is being written here is the last writer's in a moment.
      if (!this.#unsaved.has(roomUuid)) this.#put(roomUuid, text);
    } else if (mine === sent || mine === before) {
      this.#unsaved.delete(roomUuid);
      this.#put(roomUuid, text, true);
    } else if (mine) {
      // Other words than those that were sent: they are a draft still, and the device has just forgotten it.
      this.#markUnsaved(roomUuid);
      this.#cancel ??= this.#environment.after(PAUSE, () => this.#save());
    }
  }

  async #readAgain(): Promise<void> {
    if (this.#owner === undefined) return;
    const changes = this.#changes;
    const stored = await this.#environment.storage.drafts(this.#owner);
    if (changes !== this.#changes || this.#signal.aborted) return;
    for (const roomUuid of new Set([...this.#texts.keys(), ...stored.keys()]))
      if (!this.#unsaved.has(roomUuid)) this.#put(roomUuid, stored.get(roomUuid) ?? '');
  }

  #end(): void {
    this.#save();
    this.#channel?.close();
  }
}
