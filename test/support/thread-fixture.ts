import { ContextProvider } from '@lit/context';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { WazoChatComposer } from '../../src/ui/composer/composer.js';
import { WazoChatThumbnail } from '../../src/ui/composer/thumbnail.js';
import { WazoChatMessage } from '../../src/ui/message/message.js';
import { WazoChatReactionBar } from '../../src/ui/message/reactions/reaction-bar.js';
import { WazoChatThread } from '../../src/ui/thread/thread.js';
import { viewContext } from '../../src/ui/context.js';
import { DEFAULT_SETTINGS, hostContext } from '../../src/ui/host-settings.js';
import type { Message } from '../../src/model/message.js';
import { ChatSession } from '../../src/session/session.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import { base } from '../../src/styles/base.styles.js';
import { tokens } from '../../src/styles/tokens.styles.js';
import { MemoryConnection, message, room, uuid } from './memory-connection.js';
import { ManualClock } from './room-fixture.js';
import { viewOf } from './view.js';
import { loadFormatter } from '../../src/markdown/load.js';
import './french.js';

// As in a page a moment after it began: until then messages are said and shown as they were typed.
await loadFormatter();

const look = css`
  :host {
    display: block;
    background: var(--_surface);
    color: var(--_text);
    font-family: var(--_font-family);
    font-size: var(--_font-size);
    line-height: var(--_line-height);
  }
`;

/** Stands where the root element stands: tokens around, the session in the context, something else to focus beside. */
export class WazoTestHost extends LitElement {
  static override styles = [tokens, base, look];
  @property({ attribute: false }) content: TemplateResult | undefined;
  readonly provider = new ContextProvider(this, { context: viewContext });
  readonly settings = new ContextProvider(this, { context: hostContext, initialValue: DEFAULT_SETTINGS });

  protected override render(): TemplateResult {
    return html`<button class="beside" type="button">Rooms</button>${this.content}`;
  }
}

const TAGS: readonly (readonly [string, CustomElementConstructor])[] = [
  ['wazo-test-host', WazoTestHost],
  ['wazo-chat-thread', WazoChatThread],
  ['wazo-chat-message', WazoChatMessage],
  ['wazo-chat-reaction-bar', WazoChatReactionBar],
  ['wazo-chat-composer', WazoChatComposer],
  ['wazo-chat-thumbnail', WazoChatThumbnail],
];

for (const [tag, element] of TAGS) if (!customElements.get(tag)) customElements.define(tag, element);

declare global {
  interface HTMLElementTagNameMap {
    'wazo-test-host': WazoTestHost;
  }
}

export interface ThreadFixture {
  readonly connection: MemoryConnection;
  readonly session: ChatSession;
  readonly clock: ManualClock;
  readonly host: WazoTestHost;
  readonly thread: WazoChatThread;
  /** Elements of the thread, its rows or its composer, wherever their shadow roots are. */
  readonly find: (selector: string) => HTMLElement;
  readonly findAll: (selector: string) => HTMLElement[];
  readonly rows: () => WazoChatMessage[];
  readonly scroller: () => HTMLElement;
  readonly field: () => HTMLTextAreaElement;
}

export interface FixtureOptions {
  readonly connection?: MemoryConnection;
  /** Opened before the fixture is answered; null for none. */
  readonly open?: string | null;
  readonly width?: number;
  readonly height?: number;
  readonly narrow?: boolean;
  readonly now?: Date;
}

/** A thread of a fixed size over a real session and a backend in memory. */
export async function threadFixture(options: FixtureOptions = {}): Promise<ThreadFixture> {
  const { connection = connectionWith(5), open = uuid(1), width = 600, height = 400, narrow = false } = options;
  const clock = new ManualClock(options.now ?? NOON);
  // A pause before a further attempt is as long as it is on average: one of no length would be over before it is seen.
  const environment = { now: clock.now, random: () => 0.5 };
  const session = new ChatSession({ connection, environment });
  const host = document.createElement('wazo-test-host');
  const thread = document.createElement('wazo-chat-thread');
  thread.narrow = narrow;
  thread.clock = clock;
  thread.style.setProperty('inline-size', `${width}px`);
  thread.style.setProperty('block-size', `${height}px`);
  host.content = html`${thread}`;
  host.provider.setValue(viewOf(session));
  mounted.push({ host, session });
  document.body.append(host);
  await session.start();
  await until(() => session.store.state.rooms.status === 'ready');
  if (open !== null) {
    viewOf(session).open(open);
    await until(() => session.store.state.timelines.get(roomTimeline(open))?.status !== 'loading');
  }
  await settled(thread);
  const findAll = (selector: string): HTMLElement[] => deep(thread, selector);
  const find = (selector: string): HTMLElement => {
    const [first] = findAll(selector);
    if (!first) throw new Error(`nothing matches ${selector}`);
    return first;
  };
  const rows = (): WazoChatMessage[] => findAll('wazo-chat-message').filter((row) => row instanceof WazoChatMessage);
  // What is in view is painted first, the rows beyond it in the frames after.
  for (let count = -1; count !== rows().length;) {
    count = rows().length;
    await settled(thread);
  }
  return {
    connection,
    session,
    clock,
    host,
    thread,
    find,
    findAll,
    rows,
    scroller: () => find('.scroller'),
    field: () => find('textarea') as HTMLTextAreaElement,
  };
}

const mounted: { host: WazoTestHost; session: ChatSession }[] = [];

// What one has chosen does not change the next test, be it of another file.
afterEach(() => localStorage.clear());

/** To be called after each test. */
export function removeThreads(): void {
  for (const { host, session } of mounted.splice(0)) {
    host.remove();
    session.stop();
  }
}

// What a test does and sees

export function textOf(row: WazoChatMessage | undefined): string {
  return row?.renderRoot.querySelector('.md')?.textContent.trim() ?? '';
}

export function toEnd(thread: ThreadFixture): number {
  const { scrollHeight, scrollTop, clientHeight } = thread.scroller();
  return scrollHeight - scrollTop - clientHeight;
}

export async function scrollTo(thread: ThreadFixture, top: number): Promise<void> {
  thread.scroller().scrollTop = top;
  await settled(thread.thread);
}

/** The first message whose text begins in view, and where it stands. */
export function firstVisible(thread: ThreadFixture): { text: string; top: number; find: () => number } {
  const scroller = thread.scroller();
  // In the thread's own px: zoom enlarges distances as it does texts.
  const place = (row: WazoChatMessage): number => {
    return (row.anchorTop() - scroller.getBoundingClientRect().top) / scroller.currentCSSZoom;
  };
  const rows = thread.rows();
  const beginsInView = (row: WazoChatMessage): boolean => place(row) >= 0 && place(row) < scroller.clientHeight;
  // Where none begins in view, one is higher than the view and fills it.
  const row = rows.find(beginsInView) ?? rows.filter((candidate) => place(candidate) < 0).pop();
  if (!row) throw new Error('nothing in view');
  return { text: textOf(row), top: place(row), find: () => place(row) };
}

export async function receive(thread: ThreadFixture, ...messages: Message[]): Promise<void> {
  for (const received of messages) thread.connection.emit({ type: 'message-created', message: received });
  await settled(thread.thread);
}

/** The day of the messages that memory-connection.ts makes. */
export const NOON = new Date(2026, 10, 20, 12);

/** The codes of what is reported from now on. */
export function reportsOf(session: ChatSession): readonly string[] {
  const codes: string[] = [];
  const report = session.report.bind(session);
  session.report = (thrown) => {
    const error = report(thrown);
    codes.push(error.code);
    return error;
  };
  return codes;
}

/** The button of this name that a person can see. */
export function buttonNamed(thread: ThreadFixture, name: string): HTMLElement {
  const found = thread.findAll('button').find((button) => {
    const text = button.getAttribute('aria-label') ?? button.textContent;
    return text.trim() === name && button.checkVisibility();
  });
  if (!found) throw new Error(`no button “${name}”`);
  return found;
}

/** Two rooms; the first has `count` messages. */
export function connectionWith(count: number, overrides: Parameters<typeof message>[1] = {}): MemoryConnection {
  return new MemoryConnection({
    roomList: [room(1), room(2)],
    stored: Array.from({ length: count }, (_, index) => message(index, overrides)),
  });
}

/** Two frames: rendered, laid out, observed and corrected. */
export async function settled(thread: WazoChatThread): Promise<void> {
  await thread.updateComplete;
  await frame();
  await frame();
  await frame();
}

export function frame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/** The next frame is on the screen, with all that was adjusted after its layout. */
export async function painted(): Promise<void> {
  await frame();
  await new Promise((resolve) => setTimeout(resolve));
}

/** Waits frame by frame for something to become true; the test's own time limit ends a vain wait. */
export async function until(condition: () => unknown): Promise<void> {
  while (!condition()) await frame();
}

function deep(root: Element, selector: string): HTMLElement[] {
  const found: HTMLElement[] = [];
  const visit = (tree: ParentNode): void => {
    for (const element of tree.querySelectorAll<HTMLElement>('*')) {
      if (element.matches(selector)) found.push(element);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  if (root.shadowRoot) visit(root.shadowRoot);
  return found;
}
