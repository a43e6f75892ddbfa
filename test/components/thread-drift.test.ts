import { expect } from '@open-wc/testing';
import type { LinkPreview } from '../../src/model/link-preview.js';
import { textBody, type Message, type Part } from '../../src/model/message.js';
import { DEFAULT_SETTINGS } from '../../src/ui/host-settings.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import { ALICE, BOB, CAROL, message, MemoryConnection, room, uuid } from '../support/memory-connection.js';
import { seededRandom } from '../support/random.js';
import {
  firstVisible,
  frame,
  removeThreads,
  settled,
  textOf,
  threadFixture,
  until,
  type ThreadFixture,
} from '../support/thread-fixture.js';

// Random sequences of what happens to a thread. The seeds are the same in every run, so that a change is what makes it
// fail. Others find more: `DRIFT_SEEDS=100-160 npm run drift`.

/** Each of these found something once, among `EVENTS`: more kinds of them would make other sequences. */
const FOUND: readonly number[] = [4, 426224, 2006, 2034, 2068, 2080, 9114, 11018];
/** Of all that may happen, `CHANGES` too. */
const SEEDS: readonly number[] = DRIFT_SEEDS.length > 0 ? DRIFT_SEEDS : [1, 2, 3, 4];
const STEPS = 40;
const STORED = 600;
const ELEMENTS = 1_500;
/** A px, and what computing with fractions adds. */
const PIXEL = 1.01;

/** What the environment asks for: see web-test-runner.config.mjs. */
declare const DRIFT_SEEDS: readonly number[];

type Random = (below: number) => number;

function randomFrom(seed: number): Random {
  const random = seededRandom(seed);
  return (below) => Math.floor(random() * below);
}

const CONTENTS: readonly string[] = [
  'ok',
  'A sentence that is a little longer, as most are, and that may take a second line in a narrow thread.',
  '```js\nconst a = 1;\nconst b = 2;\n```',
  '- one\n- two\n- three\n\n> quoted **words**',
  'https://example.com/a/long/path/that/goes/on 🎉',
  'line\n'.repeat(12),
];
/** Those too that are folded, and code whose colours come late. */
const LONG_CONTENTS = [...CONTENTS, 'line\n'.repeat(60), `\`\`\`ts\n${'const a = 1; // one\n'.repeat(30)}\`\`\``];
/** Of many links. */
const LINKS = [...CONTENTS, ...Array.from({ length: 12 }, (_, n) => `see https://e.example/${'x'.repeat(n)} please`)];
const PEOPLE = [ALICE, BOB, CAROL];

const EMOJI = ['👍', '🎉', '❤️'];

/** Pictures of several sizes, one of them not as large as it is said to be. */
const PICTURES = (
  [
    [400, 300],
    [90, 700],
    [30, 20],
  ] as const
).map(([width, height]): Part => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d')?.fillRect(0, 0, width, height);
  const size = width === 30 ? { width: 1_000, height: 10 } : { width, height };
  const name = `${width}.png`;
  return { kind: 'file', uuid: name, name, contentType: 'image/png', size: 1, ...size, url: canvas.toDataURL() };
});
const CARD: Part = { ...PICTURES[0]!, uuid: 'a', name: 'a.pdf', contentType: 'application/pdf' };
const UNKNOWN: Part = { ...PICTURES[0]!, uuid: 'u', width: null, height: null };

/** What message `n` carries, in a conversation with files. */
function partsOf(n: number): readonly Part[] {
  if (n % 3 !== 0) return [];
  const all = [...PICTURES, CARD, UNKNOWN, ...PICTURES];
  return all.slice(n % 4, (n % 4) + 1 + (n % 5)).map((part, nth) => ({ ...part, uuid: `${part.uuid} ${n} ${nth}` }));
}

/** The message with what it carries. */
function withFiles(plain: Message, n: number): Message {
  return plain.body ? { ...plain, body: { ...plain.body, parts: partsOf(n) } } : plain;
}

function randomMessage(n: number, random: Random, contents = CONTENTS): Message {
  const reactions = random(5) === 0 ? [{ emoji: '👍', userUuid: BOB, createdAt: null }] : [];
  return message(n, {
    content: `${n} ${contents[random(contents.length)] ?? ''}`,
    userUuid: PEOPLE[random(3)] ?? BOB,
    reactions,
  });
}

interface Stage {
  readonly thread: ThreadFixture;
  readonly random: Random;
  next: number;
  readonly hasFiles: boolean;
  readonly contents: readonly string[];
  /** The room's counter: the server raises it with each change. */
  revision: number;
}

type Event = (stage: Stage) => unknown;

/** What may happen. None of it is the person's doing except scrolling, which is a step of its own. */
const EVENTS: Readonly<Record<string, Event>> = {
  append: (stage) => emit(stage, 1 + stage.random(4)),
  burst: (stage) => emit(stage, 60),
  older: ({ thread }) => thread.session.loadOlder(roomTimeline(uuid(1))),
  edit: (stage) => {
    const known = anyMessage(stage);
    if (known) edit(stage, known);
  },
  reaction: (stage) => {
    const known = anyMessage(stage);
    if (known) react(stage, known, EMOJI[stage.random(3)] ?? '👍');
  },
  picture: ({ thread, random }) => {
    const rows = thread.rows();
    const picture = document.createElement('div');
    picture.style.setProperty('block-size', `${20 + random(200)}px`);
    rows[random(rows.length)]?.renderRoot.querySelector('.md')?.append(picture);
  },
  font: ({ thread, random }) => {
    thread.host.style.setProperty('--wazo-chat-font-size', `${12 + random(8)}px`);
  },
  zoom: ({ thread, random }) => {
    thread.host.style.setProperty('zoom', String([0.8, 1, 1.25][random(3)] ?? 1));
  },
  composer: ({ thread, random }) => {
    thread.field().value = 'line\n'.repeat(random(8));
    thread.field().dispatchEvent(new InputEvent('input'));
  },
  height: ({ thread, random }) => thread.thread.style.setProperty('block-size', `${250 + random(400)}px`),
  width: ({ thread, random }) => thread.thread.style.setProperty('inline-size', `${320 + random(500)}px`),
};

/** The same where the reader sees it, and what is taken away. */
const CHANGES: Readonly<Record<string, Event>> = {
  editHere: (stage) => edit(stage, messageHere(stage)),
  deletion: (stage) => {
    const known = anyMessage(stage);
    if (known) remove(stage, known);
  },
  deletionHere: (stage) => remove(stage, messageHere(stage)),
  reactionHere: (stage) => react(stage, messageHere(stage), EMOJI[stage.random(3)] ?? '👍'),
  reactionBack: (stage) => {
    const known = stage.thread.connection.stored.filter(({ reactions }) => reactions.length > 0);
    const target = known[stage.random(known.length)];
    const [reaction] = target?.reactions ?? [];
    if (target && reaction) react(stage, target, reaction.emoji, reaction.userUuid);
  },
};

/** What the page tells of links, which comes late: with or without a picture, long or short, or nothing. */
class LatePreviews {
  readonly #asked: (() => void)[] = [];
  /** How many of those that are asked for next come at once. */
  #ready = 0;
  answered = 0;

  readonly ask = (url: string): Promise<LinkPreview | null> => {
    const kind = url.length % 4;
    const preview = { title: url, text: 'words '.repeat(kind * 12), ...(kind === 2 ? GONE : {}) };
    return new Promise((resolve) => {
      this.#asked.push(() => resolve(kind === 3 ? null : preview));
      if (this.#ready > 0) this.#answerNext();
    });
  };

  answer(): void {
    this.#ready += 9;
    while (this.#asked.length > 0) this.#answerNext();
  }

  #answerNext(): void {
    this.#ready -= 1;
    this.answered += 1;
    this.#asked.shift()?.();
  }
}

/** Comes to nothing, and vanishes. */
const GONE = { picture: { url: 'http://localhost:1/picture.png' } };

let late = new LatePreviews();
const answer = (): void => late.answer();
/** More often than other things. */
const PREVIEWS: Readonly<Record<string, Event>> = { previews: answer, morePreviews: answer, otherPreviews: answer };

/** A message that is read from its beginning is unfolded, or folded again. */
const FOLDS: Readonly<Record<string, Event>> = {
  fold: ({ thread }) => {
    const { text } = firstVisible(thread);
    const row = thread.rows().find((each) => textOf(each) === text);
    const button = row?.renderRoot.querySelector<HTMLElement>('.fold');
    // Whose end is out of view cannot be folded, and at the newest what is unfolded leaves it.
    const isPinned = thread.findAll('.pill').length === 0;
    if (button?.ariaExpanded === 'false' && !isPinned) button.click();
  },
};

function emit(stage: Stage, count: number): void {
  const { connection } = stage.thread;
  for (let n = 0; n < count; n += 1) {
    const plain = {
      ...randomMessage((stage.next += 1), stage.random, stage.contents),
      revision: (stage.revision += 1),
    };
    const posted = stage.hasFiles ? withFiles(plain, stage.next) : plain;
    connection.stored.push(posted);
    connection.emit({ type: 'message-created', message: posted });
  }
}

/** The server changes a message and answers how it is now; a deleted one stays as it is. */
function change(stage: Stage, { uuid: target }: Message, next: Partial<Message>): Message | undefined {
  const { stored } = stage.thread.connection;
  const index = stored.findIndex((known) => known.uuid === target);
  const before = stored[index];
  if (!before?.body) return undefined;
  stored[index] = { ...before, ...next, revision: (stage.revision += 1) };
  return stored[index];
}

function edit(stage: Stage, target: Message): void {
  const body = textBody(stage.contents[stage.random(stage.contents.length)] ?? '');
  const edited = change(stage, target, { body, editedAt: target.createdAt });
  if (edited) stage.thread.connection.emit({ type: 'message-updated', message: edited });
}

function remove(stage: Stage, target: Message): void {
  const tombstone = change(stage, target, { body: null, editedAt: null, reactions: [] });
  if (!tombstone) return;
  const { roomUuid, uuid: messageUuid, revision } = tombstone;
  stage.thread.connection.emit({ type: 'message-deleted', roomUuid, messageUuid, revision });
}

/** A reaction comes, or goes when it is there. */
function react(stage: Stage, target: Message, emoji: string, userUuid = CAROL): void {
  const { connection } = stage.thread;
  const now = connection.stored.find((stored) => stored.uuid === target.uuid)?.reactions ?? [];
  const others = now.filter((known) => known.emoji !== emoji || known.userUuid !== userUuid);
  const reaction = { emoji, userUuid, createdAt: null };
  const isNew = others.length === now.length;
  const changed = change(stage, target, { reactions: isNew ? [...now, reaction] : others });
  if (!changed) return;
  const { roomUuid, uuid: messageUuid, revision } = changed;
  connection.emit({ type: isNew ? 'reaction-created' : 'reaction-deleted', roomUuid, messageUuid, reaction, revision });
}

function anyMessage({ thread, random }: Stage): Message | undefined {
  const messages = thread.session.store.state.timelines.get(roomTimeline(uuid(1)))?.messages ?? [];
  return messages[random(messages.length)];
}

/** A message that has a row: in view, or near it. */
function messageHere({ thread, random }: Stage): Message {
  const rows = thread.rows().flatMap((row) => (row.message && 'uuid' in row.message ? [row.message] : []));
  const here = rows[random(rows.length)];
  if (!here) throw new Error('no rows');
  return here;
}

async function scroll({ thread, random }: Stage): Promise<void> {
  const scroller = thread.scroller();
  const by = [-80, -400, -1_000, 120, 600, 5_000][random(6)] ?? 0;
  scroller.scrollTop += by;
  await settled(thread.thread);
  await frame();
}

function elementsIn(root: Element): number {
  let count = 0;
  const visit = (tree: ParentNode): void => {
    for (const element of tree.querySelectorAll('*')) {
      count += 1;
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  if (root.shadowRoot) visit(root.shadowRoot);
  return count;
}

/** How much of the view shows neither messages nor the lines between them, in px. */
function blank(thread: ThreadFixture): number {
  const view = thread.scroller().getBoundingClientRect();
  return thread
    .findAll('.spacer')
    .map((space) => space.getBoundingClientRect())
    .reduce((sum, box) => sum + Math.max(0, Math.min(box.bottom, view.bottom) - Math.max(box.top, view.top)), 0);
}

/** How far the end of the messages is below the view, in px of the screen; scroll positions are rounded. */
function beyondEnd(thread: ThreadFixture): number {
  const [view, content] = [thread.scroller(), thread.find('.content')].map((box) => box.getBoundingClientRect());
  return (content?.bottom ?? 0) - (view?.bottom ?? 0);
}

/** Whether there is nothing left to scroll by that would undo a drift: up or down, by its sign. */
function isClamped(thread: ThreadFixture, drift: number): boolean {
  return drift < 0 ? thread.scroller().scrollTop <= 1 : beyondEnd(thread) <= PIXEL;
}

async function step(stage: Stage, name: string, happen: (stage: Stage) => unknown): Promise<void> {
  const { thread } = stage;
  // Who is at the newest is offered no way to get there.
  const pinned = thread.findAll('.pill').length === 0;
  const seen = pinned ? undefined : firstVisible(thread);
  happen(stage);
  await settled(thread.thread);
  await until(() => thread.session.store.state.timelines.get(roomTimeline(uuid(1)))?.older !== 'loading');
  await settled(thread.thread);
  // Scrolling goes by whole px of the screen, which are others than the page's when it is zoomed.
  const scale = thread.scroller().currentCSSZoom;
  if (pinned) expect(beyondEnd(thread), `${name}: at the newest`).to.be.at.most(PIXEL);
  const drift = seen ? (seen.find() - seen.top) * scale : 0;
  if (seen && !isClamped(thread, drift)) expect(Math.abs(drift), `${name}: “${seen.text}”`).to.be.at.most(PIXEL);
  expect(blank(thread), `${name}: blank`).to.be.at.most(1);
  expect(elementsIn(thread.thread), `${name}: elements`).to.be.at.most(ELEMENTS);
}

describe('Whatever happens to a thread', () => {
  afterEach(removeThreads);

  for (const seed of FOUND)
    if (DRIFT_SEEDS.length === 0) it(`nothing moves under the reader’s eyes (seed ${seed})`, () => play(seed, EVENTS));

  for (const seed of SEEDS)
    it(`nothing moves, with edits and deletions in sight (seed ${seed})`, () => play(seed, { ...EVENTS, ...CHANGES }));

  for (const seed of SEEDS)
    it(`nothing moves among pictures and files (seed ${seed})`, () => play(seed, { ...EVENTS, ...CHANGES }, true));

  for (const seed of SEEDS)
    it(`nothing moves among long messages that are folded and unfolded (seed ${seed})`, () =>
      play(seed, { ...EVENTS, ...CHANGES, ...FOLDS }, false, LONG_CONTENTS));

  for (const seed of SEEDS)
    it(`nothing moves when previews of links come late (seed ${seed})`, () =>
      play(seed, { ...EVENTS, ...CHANGES, ...PREVIEWS }, false, LINKS));
});

async function play(
  seed: number,
  events: Readonly<Record<string, Event>>,
  hasFiles = false,
  contents = CONTENTS,
): Promise<void> {
  const random = randomFrom(seed);
  const plain = Array.from({ length: STORED }, (_, n) => randomMessage(n, random, contents));
  const stored = hasFiles ? plain.map(withFiles) : plain;
  const connection = new MemoryConnection({ roomList: [room(1)], stored });
  const thread = await threadFixture({ connection, height: 500 });
  if (contents === LINKS) {
    late = new LatePreviews();
    thread.host.settings.setValue({ ...DEFAULT_SETTINGS, linkPreview: late.ask });
    await settled(thread.thread);
  }
  const stage: Stage = { thread, random, next: STORED, hasFiles, contents, revision: 0 };
  const names = Object.keys(events);
  const done: string[] = [];
  try {
    for (let n = 0; n < STEPS; n += 1) {
      const name = random(3) === 0 ? 'scroll' : (names[random(names.length)] ?? 'append');
      done.push(name);
      const happen = events[name];
      if (happen) await step(stage, name, happen);
      else await scroll(stage);
    }
  } catch (failure) {
    console.error(`seed ${seed}: ${done.join(', ')}`);
    throw failure;
  }
  if (contents === LINKS) expect(late.answered, 'previews that came').to.be.above(5);
}
