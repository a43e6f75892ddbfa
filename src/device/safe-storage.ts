import type { MessagePosition } from '../connection/connection.js';
import type { Snapshot } from '../model/snapshot.js';
import { DeviceInTime } from './device-in-time.js';
import { LastWords, type Word } from './last-words.js';
import { MemoryStorage, of } from './memory.js';
import type { Clock, QuickStorage } from './ports.js';
import {
  joinedDraft,
  type Added,
  type Arrival,
  type ChatStorage,
  type Files,
  type Mark,
  type NewOperation,
  type OperationChange,
  type StoredFile,
  type StoredOperation,
} from './storage.js';

/**
 * A storage that never refuses: what the device does not take (private mode, full disk, blocked by the browser, deleted
 * meanwhile, no answer) is kept in memory beside it. That is no error to the person: what they want is done all the same.
 */
export class SafeStorage implements ChatStorage {
  readonly #device: DeviceInTime;
  /** What the device did not take: operations, and changes of them. */
  readonly #memory = new MemoryStorage();
  /** What the device held when it last answered, for when it answers no more. */
  readonly #known = new MemoryStorage();
  readonly #lastWords: LastWords;
  /** What an earlier page had left of each owner's, before anything was written in this one. */
  readonly #left = new Map<string, ReadonlyMap<string, Word>>();
  /** The owners whose drafts the device has answered. */
  readonly #withReadDrafts = new Set<string>();
  /** Drafts by owner and room that the device has not taken; an empty one is still to be removed from it. */
  readonly #refused = new Map<string, Map<string, string>>();
  /** Files of drafts by owner that the device has not taken; null: still to be removed from it. */
  readonly #refusedFiles = new Map<string, Map<string, StoredFile | null>>();
  /** Operations that ended in memory, and that the device may still hold. */
  readonly #ended = new Set<string>();

  /**
   * @param open opens the device's storage, at once and when it was closed; may reject, throw, or never answer
   * @param quick keeps the drafts that the device has not taken when the page ends
   */
  constructor(open: () => Promise<ChatStorage>, clock: Clock, quick: QuickStorage) {
    this.#lastWords = new LastWords(quick, clock);
    this.#device = new DeviceInTime(open, clock, () => this.#handOver());
  }

  async operations(owner: string): Promise<readonly StoredOperation[]> {
    const stored = await this.#device.ask(
      async (device) => this.#remember(owner, await this.#withoutEnded(owner, device)),
      () => this.#known.operations(owner),
    );
    const kept = await this.#memory.operations(owner);
    const inMemory = new Set(kept.map(({ localId }) => localId));
    const all = [...stored.filter(({ localId }) => !inMemory.has(localId)), ...kept];
    return all.sort((a, b) => a.sequence - b.sequence);
  }

  /** What the device holds, without what it should not hold any more. */
  async #withoutEnded(owner: string, device: ChatStorage): Promise<readonly StoredOperation[]> {
    const stored = await device.operations(owner);
    if (this.#ended.size === 0) return stored;
    const ended = stored.filter(({ localId }) => this.#ended.has(localId));
    await Promise.all(ended.map(({ localId }) => device.update(owner, localId, () => null)));
    this.#ended.clear();
    return stored.filter((operation) => !ended.includes(operation));
  }

  async add(owner: string, operation: NewOperation, files: Files = [], spent: readonly string[] = []): Promise<Added> {
    let isInMemory = false as boolean;
    const toMemory = (): Promise<Added> => {
      isInMemory = true;
      for (const localId of spent) void this.dropFile(owner, localId);
      return this.#memory.add(owner, operation, files);
    };
    // What follows one in memory would overtake it on the device.
    const kept = await this.#memory.operations(owner);
    if (kept.some(({ roomUuid }) => roomUuid === operation.roomUuid)) return toMemory();
    return this.#device.ask(async (device) => {
      const added = await device.add(owner, operation, files, spent);
      if (!isInMemory) this.#known.take(owner, added.operation, files);
      // Too late: it goes on in memory, or is over.
      else if (!this.#memory.get(owner, operation.localId)) await device.update(owner, operation.localId, () => null);
      return added;
    }, toMemory);
  }

  async update(
    owner: string,
    localId: string,
    change: OperationChange,
    sent?: MessagePosition,
  ): Promise<StoredOperation | null> {
    if (this.#memory.get(owner, localId)) return this.#updateMemory(owner, localId, change, sent);
    return this.#device.ask(
      async (device) => {
        const next = await device.update(owner, localId, change, sent);
        if (next) this.#known.take(owner, next);
        else this.#known.drop(owner, localId);
        return next;
      },
      () => this.#updateKnown(owner, localId, change, sent),
    );
  }

  async #updateMemory(...args: Parameters<ChatStorage['update']>): Promise<StoredOperation | null> {
    const [owner, localId, , sent] = args;
    const next = await this.#memory.update(...args);
    if (next) return next;
    // The device may hold it nevertheless: from before it refused, or since it was too slow.
    this.#ended.add(localId);
    void this.#device.ask(async (device) => {
      await device.update(owner, localId, () => null, sent);
      this.#ended.delete(localId);
    }, undefined);
    return null;
  }

  /** A change that the device refuses counts nevertheless: the operation may be on its way already. */
  async #updateKnown(...args: Parameters<ChatStorage['update']>): Promise<StoredOperation | null> {
    const [owner, localId] = args;
    const known = this.#known.get(owner, localId);
    if (!known) return null;
    this.#memory.take(owner, known, await this.#known.files(owner, localId));
    this.#known.drop(owner, localId);
    return this.#updateMemory(...args);
  }

  async #remember(owner: string, operations: readonly StoredOperation[]): Promise<readonly StoredOperation[]> {
    const kept = new Set(operations.map(({ localId }) => localId));
    for (const { localId } of await this.#known.operations(owner))
      if (!kept.has(localId)) this.#known.drop(owner, localId);
    for (const operation of operations) this.#known.take(owner, operation);
    return operations;
  }

  async files(owner: string, localId: string): Promise<Files> {
    const inMemory = await this.#memory.files(owner, localId);
    if (inMemory.length > 0) return inMemory;
    return this.#device.ask(
      (device) => device.files(owner, localId),
      () => this.#known.files(owner, localId),
    );
  }

  async mark(owner: string, roomUuid: string): Promise<Mark | null> {
    const [stored, kept] = await Promise.all([
      this.#device.ask((device) => device.mark(owner, roomUuid), null),
      this.#memory.mark(owner, roomUuid),
    ]);
    if (!stored || !kept) return stored ?? kept;
    const last = stored.createdAt < kept.createdAt ? kept : stored;
    return { ...last, sent: [...stored.sent, ...kept.sent] };
  }

  async drafts(
    owner: string,
    onLate?: (drafts: ReadonlyMap<string, string>) => void,
  ): Promise<ReadonlyMap<string, string>> {
    const words = this.#lastWords.of(owner);
    this.#left.set(owner, words);
    const stored = await this.#device.ask(
      async (device) => this.#rememberDrafts(owner, await device.drafts(owner)),
      () => this.#known.drafts(owner),
      (late) => onLate?.(new Map([...late].filter(([roomUuid]) => words.get(roomUuid)?.isBehind !== false))),
    );
    const refused = of(this.#refused, owner);
    const texts = new Map(stored);
    for (const [roomUuid, word] of words) {
      const text = joinedDraft(word.isBehind ? (stored.get(roomUuid) ?? '') : '', word.text);
      texts.set(roomUuid, text);
      if (!refused.has(roomUuid)) void this.setDraft(owner, roomUuid, text);
    }
    return new Map([...texts, ...refused].filter(([, text]) => text !== ''));
  }

  async setDraft(owner: string, roomUuid: string, text: string, ending?: 'instead' | 'behind'): Promise<void> {
    if (ending === 'behind') {
      const { text: left, isBehind } = this.#left.get(owner)?.get(roomUuid) ?? { text: '', isBehind: true };
      this.#lastWords.keep(owner, roomUuid, { text: joinedDraft(left, text), isBehind });
      return;
    }
    const refused = of(this.#refused, owner);
    refused.set(roomUuid, text);
    const keepAside = (): void =>
      this.#lastWords.keep(owner, roomUuid, { text, isBehind: !this.#withReadDrafts.has(owner) });
    if (ending) keepAside();
    const take = async (device: ChatStorage): Promise<void> => {
      await device.setDraft(owner, roomUuid, text);
      await this.#known.setDraft(owner, roomUuid, text);
      if (refused.get(roomUuid) !== text) return;
      refused.delete(roomUuid);
      this.#lastWords.drop(owner, roomUuid);
    };
    await this.#device.ask(take, () => {
      if (refused.get(roomUuid) === text) keepAside();
    });
  }

  async #rememberDrafts(owner: string, drafts: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
    this.#withReadDrafts.add(owner);
    for (const roomUuid of (await this.#known.drafts(owner)).keys())
      if (!drafts.has(roomUuid)) await this.#known.setDraft(owner, roomUuid, '');
    for (const [roomUuid, text] of drafts) await this.#known.setDraft(owner, roomUuid, text);
    return drafts;
  }

  async draftFiles(owner: string): Promise<readonly StoredFile[]> {
    const stored = await this.#device.ask(
      async (device) => this.#rememberFiles(owner, await device.draftFiles(owner)),
      () => this.#known.draftFiles(owner),
    );
    const refused = of(this.#refusedFiles, owner);
    const kept = [...refused.values()].filter((file) => file !== null);
    return [...stored.filter(({ localId }) => !refused.has(localId)), ...kept].sort((a, b) => a.order - b.order);
  }

  keepFile(owner: string, file: StoredFile): Promise<void> {
    return this.#setFile(owner, file.localId, file);
  }

  async fileArrived(owner: string, localId: string, arrival: Arrival): Promise<void> {
    const refused = of(this.#refusedFiles, owner).get(localId);
    if (refused) await this.#setFile(owner, localId, { ...refused, ...arrival });
    if (refused !== undefined) return;
    await this.#known.fileArrived(owner, localId, arrival);
    await this.#device.ask((device) => device.fileArrived(owner, localId, arrival), undefined);
  }

  dropFile(owner: string, localId: string): Promise<void> {
    return this.#setFile(owner, localId, null);
  }

  async #setFile(owner: string, localId: string, file: StoredFile | null): Promise<void> {
    const refused = of(this.#refusedFiles, owner);
    refused.set(localId, file);
    const set = (storage: ChatStorage): Promise<void> =>
      file ? storage.keepFile(owner, file) : storage.dropFile(owner, localId);
    await this.#device.ask(async (device) => {
      await set(device);
      await set(this.#known);
      if (refused.get(localId) === file) refused.delete(localId);
    }, undefined);
  }

  async #rememberFiles(owner: string, files: readonly StoredFile[]): Promise<readonly StoredFile[]> {
    const kept = new Set(files.map(({ localId }) => localId));
    for (const { localId } of await this.#known.draftFiles(owner))
      if (!kept.has(localId)) await this.#known.dropFile(owner, localId);
    for (const file of files) await this.#known.keepFile(owner, file);
    return files;
  }

  // What was seen last is no loss where the device does not take it: the server has it.

  snapshot(owner: string): Promise<Snapshot | null> {
    return this.#device.ask((device) => device.snapshot(owner), null);
  }

  setSnapshot(owner: string, snapshot: Snapshot): Promise<void> {
    return this.#device.ask((device) => device.setSnapshot(owner, snapshot), undefined);
  }

  clearSnapshots(): Promise<void> {
    return this.#device.ask((device) => device.clearSnapshots(), undefined);
  }

  /** The device answers again: it takes the drafts that it was not asked to take meanwhile. */
  #handOver(): void {
    for (const [owner, texts] of this.#refused)
      for (const [roomUuid, text] of texts) void this.setDraft(owner, roomUuid, text);
    for (const [owner, files] of this.#refusedFiles)
      for (const [localId, file] of files) void this.#setFile(owner, localId, file);
  }
}
