import { roomTimeline } from '../../src/store/timeline-id.js';
import { viewOf } from './view.js';
import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { textBody, type Message } from '../../src/model/message.js';
import { loadStock } from '../../src/session/outbox/post.js';
import { ChatSession } from '../../src/session/session.js';
import { ALICE, BOB, room, contentOf, uuid } from './memory-connection.js';
import { Elsewhere } from './elsewhere.js';
import { ModelConnection, NO_FAULTS, type Faults } from './model-connection.js';
import { ModelServer } from './model-server.js';
import { seen } from './room-history.js';
import { Scheduler } from './scheduler.js';
import { SimulatedDevice, type Life } from './simulated-device.js';

// Loaded once, since no simulated clock makes it arrive.
await loadStock();

/** Milliseconds until what was written elsewhere is stored. */
const BEFORE = 2_000;
/** Milliseconds of trouble; afterwards, all that can be mended mends. */
const TROUBLE = 12_000;
/** Longer than any pause between attempts. */
const CALM = 75_000;
const ROOMS = [uuid(1), uuid(2)] as const;

/** What somebody wrote. */
interface Written {
  readonly content: string;
  readonly roomUuid: string;
  readonly seat: Seat;
  readonly tab: Tab;
  /** Ours, once the tab has said it. */
  readonly localId: string;
}

/** A person's place at a browser: a tab, and after a crash another one. */
interface Seat {
  readonly name: string;
  readonly me: string;
  readonly device: SimulatedDevice;
  readonly hasStorage: boolean;
  readonly hasLocks: boolean;
  readonly roomUuid: string;
  tab: Tab | undefined;
}

interface Tab {
  readonly life: Life;
  readonly session: ChatSession;
  readonly roomUuid: string;
  /** Ended by a crash, rather than in order. */
  hasCrashed: boolean;
}

export interface Outcome {
  readonly written: number;
  readonly delivered: number;
  readonly crashes: number;
}

/**
 * One random schedule: two people, one of them in two tabs, write into two rooms while the network, the server, the token
 * and the browser fail. The seed decides everything. Throws what is not as it should be.
 */
export class Simulation {
  readonly #scheduler: Scheduler;
  readonly #server: ModelServer;
  readonly #faults: Faults;
  readonly #seats: readonly Seat[];
  readonly #elsewhere: Elsewhere;
  readonly #written: Written[] = [];
  readonly #problems: string[] = [];
  #crashes = 0;
  #isCalm = false;

  get extended(): boolean {
    return this.#server.extended;
  }

  constructor(seed: number) {
    const scheduler = new Scheduler(seed);
    this.#scheduler = scheduler;
    this.#server = new ModelServer(scheduler, [room(1), room(2)], scheduler.chance(0.5));
    this.#elsewhere = new Elsewhere(this.#server, scheduler, ROOMS);
    this.#faults = this.#randomFaults();
    const [shared, other] = [new SimulatedDevice(scheduler), new SimulatedDevice(scheduler)];
    const hasStorage = scheduler.chance(0.9);
    // Without locks, and where the server does not tell a repetition from a message, two tabs may send a text twice.
    const hasLocks = !this.#server.extended || scheduler.chance(0.8);
    // Mostly in the same room, where they get into each other's way.
    const seat = (name: string, me: string, device: SimulatedDevice, kept: boolean): Seat => {
      const roomUuid = ROOMS[scheduler.chance(0.8) ? 0 : 1];
      return { name, me, device, hasStorage: kept, hasLocks, roomUuid, tab: undefined };
    };
    this.#seats = [
      seat('alice-1', ALICE, shared, hasStorage),
      seat('alice-2', ALICE, shared, hasStorage),
      seat('bob', BOB, other, true),
    ];
  }

  async run(): Promise<Outcome> {
    for (const roomUuid of ROOMS) for (const userUuid of [ALICE, BOB]) this.#writeElsewhere(roomUuid, userUuid);
    await this.#scheduler.run(BEFORE);
    for (const seat of this.#seats) this.#scheduler.after(this.#scheduler.between(0, 800), () => this.#openTab(seat));
    const writes = 3 + Math.floor(this.#scheduler.random() * 8);
    for (let n = 0; n < writes; n += 1) this.#plan(() => this.#writeSome(n));
    if (this.extended) this.#planChanges();
    const crashes = Math.floor(this.#scheduler.random() * 3);
    for (let n = 0; n < crashes; n += 1) this.#plan(() => this.#endTab());
    await this.#scheduler.run(TROUBLE);
    Object.assign(this.#faults, NO_FAULTS);
    this.#isCalm = true;
    // That the last event of a room was lost is noticed with the next one.
    if (this.extended) this.#scheduler.after(5_000, () => this.#elsewhere.postEverywhere());
    await this.#scheduler.run(CALM);
    this.#check();
    const delivered = ROOMS.reduce((sum, roomUuid) => sum + this.#server.messages(roomUuid).length, 0);
    return { written: this.#written.length, delivered, crashes: this.#crashes };
  }

  /** What changes after it was created: others' messages, reactions, rooms, what is read. */
  #planChanges(): void {
    const some = (most: number): number => Math.floor(this.#scheduler.random() * (most + 1));
    for (let n = some(12); n > 0; n -= 1) this.#plan(() => this.#elsewhere.act());
    for (let n = some(8); n > 0; n -= 1) this.#plan(() => this.#react(this.#pick(this.#seats)));
    for (let n = some(4); n > 0; n -= 1) this.#plan(() => this.#read(this.#pick(this.#seats)));
    for (let n = some(2); n > 0; n -= 1) this.#plan(() => this.#visit(this.#pick(this.#seats)));
  }

  #randomFaults(): Faults {
    const upTo = (most: number): number => (this.#scheduler.chance(0.5) ? this.#scheduler.between(0, most) : 0);
    return {
      drop: upTo(0.5),
      loseAnswer: upTo(0.5),
      expire: upTo(0.3),
      refuseToken: upTo(0.1),
      refuse: upTo(0.15),
      duplicate: upTo(0.5),
      loseFrame: upTo(0.1),
      cutAfter: this.#scheduler.chance(0.6) ? this.#scheduler.between(500, 6_000) : 0,
    };
  }

  /** Somewhere in the time of trouble. */
  #plan(action: () => void): void {
    this.#scheduler.after(this.#scheduler.between(500, TROUBLE - 500), action);
  }

  // What people do

  #openTab(seat: Seat): void {
    const life: Life = { isAlive: true };
    const connection = new ModelConnection(this.#server, this.#scheduler, seat.me, life, this.#faults);
    const environment = seat.device.environment(life, seat.hasStorage, seat.hasLocks);
    const session = new ChatSession({ connection, host: 'simulated', environment });
    const { roomUuid } = seat;
    const tab: Tab = { life, session, roomUuid, hasCrashed: false };
    seat.tab = tab;
    session.store.subscribe(() => this.#watch(seat, tab));
    viewOf(session).open(roomUuid);
    void session.start();
    this.#lookAfter(tab);
  }

  #endTab(): void {
    const seat = this.#pick(this.#seats);
    const { tab } = seat;
    if (!tab) return;
    this.#crashes += 1;
    // A page that is closed in order ends its session; one that crashes ends nothing.
    if (this.#scheduler.chance(0.3)) tab.session.stop();
    else tab.hasCrashed = true;
    tab.life.isAlive = false;
    seat.device.bury();
    seat.tab = undefined;
    // One of the two tabs may be closed for good: the other one, which is in sight then, sends what it left.
    const isClosed = seat === this.#seats[1] && this.#scheduler.chance(0.4);
    const goOn = (): void => (isClosed ? this.#seats[0]?.tab?.life.turnTo?.() : this.#openTab(seat));
    this.#scheduler.after(this.#scheduler.between(10, 3_000), goOn);
  }

  /** Long before, on another device, the same text was written: it must not be taken for what is written here. */
  #writeElsewhere(roomUuid: string, userUuid: string): void {
    this.#server.post({ roomUuid, userUuid, body: textBody(okOf(userUuid)) }, `elsewhere ${roomUuid}`, () => undefined);
  }

  /** One text, or some in a row. */
  #writeSome(n: number): void {
    const seat = this.#pick(this.#seats);
    const count = this.#scheduler.chance(0.2) ? 4 : 1;
    for (let nth = 0; nth < count; nth += 1)
      this.#scheduler.after(this.#scheduler.between(0, nth * 20), () => this.#write(seat, `${n}.${nth}`));
  }

  #write(seat: Seat, n: string): void {
    const { tab } = seat;
    const timeline = tab?.session.store.state.timelines.get(roomTimeline(tab.roomUuid));
    // There is nothing to write into yet.
    if (!tab || !timeline) return;
    // The same text on purpose, now and then. Where neither the server nor the device knows one from the other, two tabs
    // that both have lost an answer cannot tell whose it is.
    const isTold = this.#server.extended || seat.hasStorage;
    const content = isTold && this.#scheduler.chance(0.3) ? okOf(seat.me) : `${seat.name} ${n}`;
    tab.session.send(tab.roomUuid, content);
    const pending = tab.session.store.state.timelines.get(roomTimeline(tab.roomUuid))?.pending ?? [];
    const { localId } = pending[pending.length - 1]!;
    this.#written.push({ content, roomUuid: tab.roomUuid, seat, tab, localId });
  }

  /** A reaction to something on screen, or one taken back; now and then the finger trembles. */
  #react({ tab }: Seat): void {
    if (!tab?.life.isAlive) return;
    const { session, roomUuid } = tab;
    const messages = session.store.state.timelines.get(roomTimeline(roomUuid))?.messages ?? [];
    const message = messages.length > 0 ? this.#pick(messages) : undefined;
    if (!message?.body) return;
    const emoji = this.#pick(['👍', '🎉']);
    const times = this.#scheduler.chance(0.3) ? 3 : 1;
    for (let n = 0; n < times; n += 1) session.toggleReaction(roomUuid, message.uuid, emoji);
  }

  /** Somebody begins to read the room on screen, or looks away. */
  #read({ tab }: Seat): void {
    if (tab?.life.isAlive) viewOf(tab.session).setReading(this.#scheduler.chance(0.7));
  }

  /** A look into another room, and back. */
  #visit({ tab }: Seat): void {
    if (!tab?.life.isAlive) return;
    const view = viewOf(tab.session);
    const rooms = [...tab.session.store.state.rooms.byUuid.keys()];
    if (rooms.length > 0) view.open(this.#pick(rooms));
    this.#scheduler.after(this.#scheduler.between(0, 3_000), () => tab.life.isAlive && view.open(tab.roomUuid));
  }

  /** What a person does about what the screen says: tries again, signs in again, scrolls. */
  #lookAfter(tab: Tab): void {
    this.#scheduler.after(this.#isCalm ? 8_000 : 1_500, () => {
      if (!tab.life.isAlive) return;
      const { session, roomUuid } = tab;
      const { connection, rooms, timelines } = session.store.state;
      const timeline = timelines.get(roomTimeline(roomUuid));
      if (connection.status === 'failed') session.reconnect();
      if (rooms.status === 'failed') void session.reloadRooms();
      if (timeline?.status === 'failed') session.reload(roomTimeline(roomUuid));
      // What was kept of a timeline with a hole begins after it.
      if (timeline?.hasOlder) session.loadOlder(timeline.id);
      for (const uuidBefore of timeline?.gaps.keys() ?? []) session.fillGap(roomTimeline(roomUuid), uuidBefore);
      for (const { localId, status } of timeline?.pending ?? []) if (status === 'failed') session.retry(localId);
      this.#lookAfter(tab);
    });
  }

  #pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#scheduler.random() * items.length)]!;
  }

  // What must hold

  /** At no time does a tab show a text twice that was written once. */
  #watch(seat: Seat, tab: Tab): void {
    if (!tab.life.isAlive) return;
    const timeline = tab.session.store.state.timelines.get(roomTimeline(tab.roomUuid));
    if (!timeline) return;
    const texts = [...timeline.messages, ...timeline.pending].map(contentOf);
    const unique = texts.filter((text) => text !== '' && !text.startsWith('ok'));
    if (new Set(unique).size < unique.length) this.#problems.push(`${seat.name} showed a text twice: ${unique.join()}`);
  }

  #check(): void {
    deepStrictEqual(this.#problems.slice(0, 1), []);
    for (const roomUuid of ROOMS) {
      this.#checkCounts(roomUuid);
      this.#checkOrder(roomUuid);
    }
    for (const seat of this.#seats) if (seat.tab) this.#checkTab(seat, seat.tab);
  }

  /** Whether it must arrive. What a crash kept from the disk may be lost. */
  #mustArrive({ seat, tab, localId, content }: Written): boolean {
    // What was refused waits for a person who is not there any more.
    if (!seat.tab && this.#server.refused.has(content)) return false;
    // Where tabs cannot exclude each other, what one left waits for the next one that is opened.
    if (!seat.tab && !seat.hasLocks) return false;
    return tab.life.isAlive || (seat.hasStorage && seat.device.kept.has(localId));
  }

  #checkCounts(roomUuid: string): void {
    const written = this.#written.filter((text) => text.roomUuid === roomUuid);
    for (const content of new Set(written.map((text) => text.content))) {
      const same = written.filter((text) => text.content === content);
      const least = same.filter((text) => this.#mustArrive(text)).length;
      const elsewhere = content.startsWith('ok') ? 1 : 0;
      const count =
        this.#server.messages(roomUuid).filter((message) => contentOf(message) === content).length - elsewhere;
      const wanted = least === same.length ? `${least}` : `${least} to ${same.length}`;
      if (count < least || count > same.length)
        throw new Error(`"${content}" is on the server ${count} times instead of ${wanted}.`);
    }
  }

  /** What a seat wrote is in the order of writing. */
  #checkOrder(roomUuid: string): void {
    for (const seat of this.#seats) {
      const mine = this.#written.filter(
        (text) =>
          text.seat === seat &&
          text.roomUuid === roomUuid &&
          this.#mustArrive(text) &&
          !text.content.startsWith('ok') &&
          // What was refused and sent again comes later than what followed.
          !this.#server.refused.has(text.content),
      );
      const wanted = mine.map(({ content }) => content);
      const arrived = this.#server.messages(roomUuid).map(contentOf);
      deepStrictEqual(
        arrived.filter((content) => wanted.includes(content)),
        wanted,
      );
    }
  }

  #checkTab({ name, hasLocks }: Seat, { session, roomUuid }: Tab): void {
    const { connection, rooms, timelines, pendingReactions } = session.store.state;
    const stored = this.#server.messages(roomUuid);
    const timeline = timelines.get(roomTimeline(roomUuid))!;
    // Without locks, a tab shows what a dead one left, and leaves it to the next one that is opened.
    const left = hasLocks ? [] : this.#written.filter(({ tab }) => !tab.life.isAlive);
    const pending = timeline.pending.filter(({ localId }) => !left.some((text) => text.localId === localId));
    const view = { name, status: connection.status, texts: timeline.messages.map(describe), pending };
    deepStrictEqual(view, { name, status: 'live', texts: stored.map(describe), pending: [] });
    strictEqual(timeline.gaps.size, 0, `${name} has gaps`);
    deepStrictEqual([name, seen(timeline.messages)], [name, seen(stored)]);
    deepStrictEqual([name, [...pendingReactions.keys()]], [name, []]);
    this.#checkRooms(name, session);
    for (const last of this.#server.lastMessages())
      strictEqual(rooms.byUuid.get(last.roomUuid)?.lastMessage?.uuid, last.uuid, `${name}: last words`);
  }

  /** The list is the server's, with its newest messages and its counts. */
  #checkRooms(name: string, { store }: ChatSession): void {
    const { me, rooms } = store.state;
    const listed = this.#server.list(me ?? '').rooms;
    deepStrictEqual([name, [...rooms.byUuid.keys()].sort()], [name, listed.map(({ uuid: known }) => known).sort()]);
    for (const { uuid: roomUuid } of this.extended ? listed : []) {
      const entry = rooms.byUuid.get(roomUuid);
      const last = this.#server.messages(roomUuid).slice(-1);
      deepStrictEqual([name, textsOf(entry?.lastMessage)], [name, textsOf(last[0])]);
      strictEqual(entry?.unread, this.#server.unread(roomUuid, me ?? ''), `${name}: unread of ${roomUuid}`);
    }
  }
}

function textsOf(message: Message | null | undefined): string | null {
  return message ? describe(message) : null;
}

/** A text that a person writes again and again. */
function okOf(userUuid: string): string {
  return userUuid === ALICE ? 'ok A' : 'ok B';
}

function describe(message: Message): string {
  return `${contentOf(message)} ${message.uuid}`;
}
