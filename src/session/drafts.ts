import { onAbort } from '../connection/on-abort.js';
import type { Channel } from '../device/ports.js';
import type { SafeEnvironment } from '../device/safe-environment.js';
import { joinedDraft } from '../device/storage.js';

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

interface Leaving {
  /** With those before it that are not kept yet. */
  readonly text: string;
  readonly kept: Promise<unknown>;
}

/** The texts that are being written, per room: kept on the device, the last writer's in whatever tab. */
export class Drafts {
  readonly #environment: SafeEnvironment;
  readonly #signal: AbortSignal;
  readonly #texts = new Map<string, string>();
  readonly #unsaved = new Map<string, Unsaved>();
  /** Texts that were sent, and are not kept as such yet, by room uuid. */
  readonly #leaving = new Map<string, Leaving>();
  /** By room uuid, the last write that the device has not answered. */
  readonly #writes = new Map<string, Promise<void>>();
  readonly #listeners = new Set<(change: DraftChange) => void>();
  #owner: string | undefined;
  /** Whether what was left is known: until then nothing takes its place. */
  #isRestored = false;
  #channel: Channel | undefined;
  #cancel: (() => void) | undefined;
  /** Counts the changes: what was read before one may be older than it. */
  #changes = 0;

  constructor(environment: SafeEnvironment, signal: AbortSignal) {
    this.#environment = environment;
    this.#signal = signal;
    environment.onHide(() => this.#leave(), signal);
    // A tab that slept has missed what the others told, and where there is no channel nobody tells anything.
    environment.onShow(() => void this.#readAgain(), signal);
    // A session ends when its element goes, too: what was typed last is kept.
    onAbort(signal, () => this.#end());
  }

  /** Takes up what was left. @param owner a user on a host */
  async restore(owner: string): Promise<void> {
    if (this.#owner !== undefined) return;
    this.#owner = owner;
    this.#channel = this.#environment.channel(`wazo-group-chat/2 drafts ${owner}`);
    this.#channel.listen((news) => this.#hear(news as DraftNews));
    const takeUp = (stored: ReadonlyMap<string, string>): void => {
      this.#isRestored = true;
      for (const [roomUuid, left] of stored) this.#join(roomUuid, left);
      this.#save();
    };
    takeUp(await this.#environment.storage.drafts(owner, takeUp));
  }

  /** What was left, and what was typed before that could be read: neither is lost. */
  #join(roomUuid: string, left: string): void {
    const typed = this.get(roomUuid);
    const text = joinedDraft(left, typed);
    if (text !== left) this.#markUnsaved(roomUuid);
    this.#put(roomUuid, text);
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

  /**
   * A text is on its way: it goes from wherever it stands as it was sent.
   *
   * @param kept resolves when it is kept as what is on its way, or has arrived; a page that ends before has it as a draft
   * again
   */
  sent(roomUuid: string, text: string, kept: Promise<unknown>): void {
    if (text === '' || this.get(roomUuid) !== text) return;
    this.#markUnsaved(roomUuid, text);
    this.#leaving.set(roomUuid, { text: joinedDraft(this.#leaving.get(roomUuid)?.text ?? '', text), kept });
    this.#put(roomUuid, '', true);
    void kept.then(() => {
      if (this.#leaving.get(roomUuid)?.kept === kept) this.#leaving.delete(roomUuid);
      this.#save();
    });
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

  #saveSoon(): void {
    this.#cancel?.();
    this.#cancel = this.#environment.after(0, () => this.#save());
  }

  #save(): void {
    for (const roomUuid of this.#savable()) this.#write(roomUuid, this.get(roomUuid));
    this.#tell();
  }

  /** The page may be gone in a moment. */
  #leave(): void {
    const ending = this.#isRestored ? 'instead' : 'behind';
    for (const roomUuid of new Set([...this.#unsaved.keys(), ...this.#writes.keys()]))
      this.#write(roomUuid, joinedDraft(this.#leaving.get(roomUuid)?.text ?? '', this.get(roomUuid)), ending);
    this.#tell();
  }

  /** The rooms whose texts may take the place of what the device holds. */
  #savable(): readonly string[] {
    if (!this.#isRestored) return [];
    return [...this.#unsaved.keys()].filter((roomUuid) => !this.#leaving.has(roomUuid));
  }

  /** What was just written is what the other tabs are told. */
  #tell(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    for (const roomUuid of this.#savable()) {
      const news: DraftNews = { roomUuid, text: this.get(roomUuid), ...this.#unsaved.get(roomUuid) };
      this.#unsaved.delete(roomUuid);
      this.#channel?.post(news);
    }
  }

  #write(roomUuid: string, text: string, ending?: 'instead' | 'behind'): void {
    if (this.#owner === undefined) return;
    const write = this.#environment.storage.setDraft(this.#owner, roomUuid, text, ending);
    this.#writes.set(roomUuid, write);
    void write.then(() => this.#writes.get(roomUuid) === write && this.#writes.delete(roomUuid));
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
    const kept = [...this.#leaving.values()].map((leaving) => leaving.kept);
    // The other tabs are told of what was sent last, too.
    void Promise.all(kept).then(() => this.#channel?.close());
  }
}
