import { expect } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Message } from '../../src/model/message.js';
import { MAX_HELD } from '../../src/store/retention.js';
import type { ListInput, ListSource, ListTimeline } from '../../src/ui/thread/list/input.js';
import { ItemKeys } from '../../src/ui/thread/list/item-keys.js';
import { MessageList } from '../../src/ui/thread/list/message-list.js';
import { rowsRendered } from '../../src/ui/thread/list/row-metrics.js';
import type { Row } from '../../src/ui/thread/list/rows.js';
import { ScrollPositions } from '../../src/ui/thread/list/scroll-positions.js';
import {
  COLD_ROWS,
  FIRST_ROWS,
  MAX_ADOPTED_KEYS,
  MAX_POSITIONS,
  MAX_ROWS,
  PREFETCH_SCREENS,
  ROWS_PER_FRAME,
  TARGET_AT,
} from '../../src/ui/thread/list/tuning.js';
import { ALICE, message, uuid } from '../support/memory-connection.js';
import { frame, painted, until } from '../support/thread-fixture.js';

const ROW = 20;
const HEIGHT = 200;

/** A list of rows of one height, without session, store or rooms. */
class ListProbe extends LitElement {
  readonly list = new MessageList(this, {
    elements: () => ({ scroller: this.find('.scroller'), content: this.find('.content') }),
    onViewport: () => undefined,
  });
  input: ListInput | undefined;
  /** How many message rows each render had. */
  readonly renders: number[] = [];

  find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector(selector);
  }

  show(input: ListInput | undefined): void {
    this.input = input;
    this.requestUpdate();
    this.list.hurryFor(input);
  }

  protected override scheduleUpdate(): Promise<void> {
    return this.list.pace.run(() => void super.scheduleUpdate(), this.list.paceFor(this.input));
  }

  protected override willUpdate(): void {
    this.list.update(this.input);
  }

  protected override render(): TemplateResult {
    const { rows } = this.list;
    this.renders.push(rows.filter(({ kind }) => kind === 'message').length);
    return html`<div
      class="scroller"
      tabindex="0"
      style="block-size: ${HEIGHT}px; overflow: auto; overflow-anchor: none; position: relative"
    >
      <div class="content">${repeat(rows, ({ key }) => key, renderRow)}</div>
    </div>`;
  }
}
customElements.define('list-probe', ListProbe);

declare global {
  interface HTMLElementTagNameMap {
    'list-probe': ListProbe;
  }
}

function renderRow(row: Row): TemplateResult {
  if (row.kind === 'spacer')
    return html`<div class="spacer" data-spacer=${row.key} data-from=${row.from} data-items=${row.items}></div>`;
  if (row.kind !== 'message') return html`<div class=${row.kind} style="block-size: ${ROW}px"></div>`;
  return html`<div class="row" data-key=${row.key} tabindex="-1" style="block-size: ${ROW}px">
    ${row.message.body?.text}
  </div>`;
}

/** Messages `from` up to `to` of `count`, and whoever has the others. */
class Source implements ListSource {
  readonly asked: string[] = [];
  readonly #probe: ListProbe;
  readonly #id: string;
  timeline: ListTimeline;

  constructor(probe: ListProbe, id: string, from: number, to: number) {
    this.#probe = probe;
    this.#id = id;
    this.timeline = {
      status: 'ready',
      messages: messages(from, to),
      pending: [],
      gaps: new Map(),
      hasOlder: from > 0,
      older: 'idle',
    };
  }

  show(change: Partial<ListTimeline> = {}, unreadAfter: string | null = null): void {
    this.timeline = { ...this.timeline, ...change };
    this.#probe.show({ id: this.#id, visit: 1, timeline: this.timeline, unreadAfter, me: ALICE, source: this });
  }

  loadOlder(): void {
    if (this.timeline.older !== 'idle') return;
    this.asked.push('older');
    this.show({ older: 'loading' });
  }

  fillGap(afterUuid: string): void {
    if (this.timeline.gaps.get(afterUuid) !== 'idle') return;
    this.asked.push(`after ${afterUuid}`);
    this.show({ gaps: new Map([[afterUuid, 'loading']]) });
  }

  async loadNewest(): Promise<void> {
    this.asked.push('newest');
    this.show({ messages: [...this.timeline.messages, ...messages(900, 950)], gaps: new Map() });
  }

  async loadAround(wanted: string): Promise<boolean> {
    this.asked.push(`around ${wanted}`);
    this.show({ messages: [...messages(100, 150), ...this.timeline.messages] });
    return true;
  }

  release(firstUuid: string, lastUuid: string): void {
    this.asked.push(`release but ${firstUuid} to ${lastUuid}`);
    const kept = this.timeline.messages.filter(({ uuid: each }) => each >= firstUuid && each <= lastUuid);
    this.show({ messages: kept });
  }
}

function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from }, (_, n) => message(from + n));
}

function texts(probe: ListProbe): string[] {
  return [...probe.renderRoot.querySelectorAll('.row')].map((row) => row.textContent.trim());
}

function topOf(probe: ListProbe, row: Element | null | undefined): number {
  const view = probe.find('.scroller')?.getBoundingClientRect();
  return (row?.getBoundingClientRect().top ?? NaN) - (view?.top ?? NaN);
}

function firstInView(probe: ListProbe): { readonly text: string; readonly top: number } {
  const row = [...probe.renderRoot.querySelectorAll('.row')].find((each) => topOf(probe, each) >= 0);
  return { text: row?.textContent.trim() ?? '', top: topOf(probe, row) };
}

/** Rendered, laid out, filled and adjusted. */
async function settled(probe: ListProbe): Promise<void> {
  await probe.updateComplete;
  for (let count = -1; count !== texts(probe).length;) {
    count = texts(probe).length;
    for (let n = 0; n < 4; n += 1) await frame();
  }
}

async function scrollTo(probe: ListProbe, top: number): Promise<void> {
  const scroller = probe.find('.scroller');
  if (scroller) scroller.scrollTop = top;
  await settled(probe);
}

async function scrollBy(probe: ListProbe, distance: number): Promise<void> {
  await scrollTo(probe, (probe.find('.scroller')?.scrollTop ?? 0) + distance);
}

describe('A list of messages', () => {
  let probe: ListProbe;

  beforeEach(() => {
    probe = document.createElement('list-probe');
    document.body.append(probe);
  });

  afterEach(() => probe.remove());

  it('shows nothing until it is given something, and nothing after', async () => {
    await settled(probe);
    expect(texts(probe)).to.deep.equal([]);
    new Source(probe, 'pins:1', 0, 5).show();
    await settled(probe);
    expect(texts(probe)).to.have.length(5);
    probe.show(undefined);
    await settled(probe);
    expect(texts(probe)).to.deep.equal([]);
  });

  it('paints the rows in view first, then a few more with each frame', async () => {
    new Source(probe, 'room:1', 0, 600).show({ hasOlder: false });
    await settled(probe);
    const grown = probe.renders.filter((count) => count > 0);
    // Of the first timeline of all, a few of them.
    expect(grown[0]).to.equal(COLD_ROWS);
    expect(Math.max(...grown.map((count, n) => count - (grown[n - 1] ?? COLD_ROWS)))).to.be.within(1, ROWS_PER_FRAME);
    expect(texts(probe).at(-1)).to.equal('message 599');
    expect(texts(probe).length).to.be.within(2 * FIRST_ROWS, MAX_ROWS);
  });

  it('paints all rows in view at once when it has drawn some before', async () => {
    new Source(probe, 'room:1', 0, 600).show({ hasOlder: false });
    await settled(probe);
    const before = probe.renders.length;
    new Source(probe, 'room:2', 1_000, 1_600).show({ hasOlder: false });
    await settled(probe);
    expect(probe.renders[before]).to.equal(FIRST_ROWS);
  });

  it('paints all rows in view at once where somebody has chosen the timeline', async () => {
    probe.list.update(undefined, true);
    new Source(probe, 'room:1', 0, 600).show({ hasOlder: false });
    await settled(probe);
    expect(probe.renders.find((count) => count > 0)).to.equal(FIRST_ROWS);
  });

  it('fills the first picture although the list was moved in the page before', async () => {
    new Source(probe, 'room:1', 0, 600).show({ hasOlder: false });
    await probe.updateComplete;
    expect(texts(probe)).to.have.length(COLD_ROWS);
    document.body.prepend(probe);
    await settled(probe);
    expect(texts(probe).length).to.be.above(2 * FIRST_ROWS);
    expect(probe.list.atNewest).to.equal(true);
  });

  it('renders a flood once per frame', async () => {
    const source = new Source(probe, 'room:1', 0, 100);
    source.show({ hasOlder: false });
    await settled(probe);
    const before = probe.renders.length;
    for (let n = 101; n <= 140; n += 1) {
      source.show({ messages: messages(0, n) });
      await Promise.resolve().then(() => Promise.resolve());
    }
    await frame();
    await probe.updateComplete;
    expect(probe.renders.length - before).to.be.at.most(8);
    expect(texts(probe).at(-1)).to.equal('message 139');
  });

  it('moves its window once a frame while one scrolls on', async () => {
    new Source(probe, 'room:1', 0, 2_000).show({ hasOlder: false });
    await settled(probe);
    const scroller = probe.find('.scroller')!;
    const moves: number[] = [];
    for (let nth = 0; nth < 20; nth += 1) {
      const before = probe.renders.length;
      scroller.scrollTop -= 15 * ROW;
      await painted();
      moves.push(probe.renders.length - before);
    }
    expect(Math.max(...moves)).to.equal(1);
  });

  it('asks for older messages before the oldest is reached, and once', async () => {
    const source = new Source(probe, 'thread:1', 300, 500);
    source.show();
    await settled(probe);
    expect(source.asked).to.deep.equal([]);
    await scrollBy(probe, -100);
    expect(source.asked).to.deep.equal([]);
    await scrollTo(probe, PREFETCH_SCREENS * HEIGHT - 50);
    await scrollTo(probe, PREFETCH_SCREENS * HEIGHT - 100);
    expect(source.asked).to.deep.equal(['older']);
    const seen = firstInView(probe);
    source.show({ messages: messages(150, 500), older: 'idle' });
    await settled(probe);
    expect(firstInView(probe)).to.deep.equal(seen);
  });

  it('asks for what is missing in a gap that has a row, and not for what failed', async () => {
    const source = new Source(probe, 'search:x', 0, 40);
    const gap = message(20).uuid;
    source.show({ hasOlder: false, gaps: new Map([[gap, 'idle']]) });
    await settled(probe);
    expect(source.asked).to.deep.equal([`after ${gap}`]);
    source.show({ gaps: new Map([[gap, 'failed']]) });
    await settled(probe);
    expect(source.asked).to.have.length(1);
  });

  it('lets go of what is far when it holds too much, and moves nothing', async () => {
    const source = new Source(probe, 'room:1', 0, MAX_HELD + 500);
    source.show({ hasOlder: false });
    await until(() => source.asked.length > 0);
    await settled(probe);
    expect(source.asked).to.have.length(1);
    expect(source.timeline.messages.length).to.be.below(MAX_HELD);
    expect(texts(probe).at(-1)).to.equal(`message ${MAX_HELD + 499}`);
  });

  it('goes to the newest, fetched first where it is missing', async () => {
    const source = new Source(probe, 'room:1', 0, 60);
    source.show({ hasOlder: false, gaps: new Map([[message(59).uuid, 'failed']]) });
    await settled(probe);
    expect(probe.list.atNewest).to.equal(false);
    await probe.list.goToNewest();
    expect(source.asked).to.deep.equal(['newest']);
    expect(texts(probe).at(-1)).to.equal('message 949');
    expect(probe.list.atNewest).to.equal(true);
  });

  it('brings a message into view, fetched first where it is missing', async () => {
    const source = new Source(probe, 'room:1', 500, 600);
    source.show({ hasOlder: false });
    await settled(probe);
    const row = await probe.list.goTo(message(120).uuid);
    expect(source.asked).to.deep.equal([`around ${message(120).uuid}`]);
    expect(row?.textContent.trim()).to.equal('message 120');
    expect(topOf(probe, row)).to.be.closeTo(HEIGHT * TARGET_AT, 1);
    expect(await probe.list.goTo(uuid(0xdead))).to.equal(undefined);
  });

  it('remembers where each timeline was left, by its id', async () => {
    const [one, other] = [new Source(probe, 'thread:1', 0, 100), new Source(probe, 'search:x', 0, 100)];
    one.show({ hasOlder: false });
    await settled(probe);
    await scrollTo(probe, 610);
    const seen = firstInView(probe);
    other.show({ hasOlder: false });
    await settled(probe);
    expect(probe.list.atNewest).to.equal(true);
    one.show();
    await settled(probe);
    expect(firstInView(probe)).to.deep.equal(seen);
    other.show();
    await settled(probe);
    expect(probe.list.atNewest).to.equal(true);
  });

  it('leaves another timeline alone when what one waited for comes late', async () => {
    const one = new Source(probe, 'thread:1', 500, 600);
    const other = new Source(probe, 'search:x', 0, 100);
    let arrive: (isThere: boolean) => void = () => undefined;
    one.loadAround = () => new Promise((resolve) => (arrive = resolve));
    one.show({ hasOlder: false }, message(120).uuid);
    await settled(probe);
    expect(probe.list.showsNewest).to.equal(false);
    other.show({ hasOlder: false });
    await settled(probe);
    arrive(true);
    await settled(probe);
    expect(probe.list.showsNewest).to.equal(true);
    expect(texts(probe).at(-1)).to.equal('message 99');
  });

  it('forgets keys of what has no row, when there are many', () => {
    const keys = new ItemKeys();
    const state = { status: 'ready', gaps: new Map(), hasOlder: false, older: 'idle' } as const;
    const sent = Array.from({ length: MAX_ADOPTED_KEYS + 50 }, (_, n) =>
      message(n, { userUuid: ALICE, clientUuid: `local-${n}` }),
    );
    const pending = sent.map(({ body, createdAt, roomUuid }, n) => {
      return { localId: `local-${n}`, roomUuid, body: body ?? { text: '', parts: [] }, createdAt, error: null };
    });
    const waiting = pending.map((each) => ({ ...each, status: 'sending' as const }));
    keys.follow({ ...state, messages: [], pending: waiting }, { ...state, messages: sent, pending: [] }, ALICE);
    expect(sent.map(keys.keyOf)).to.deep.equal(waiting.map(({ localId }) => localId));
    const rows = sent.slice(-3).map((each, index): Row => {
      return { kind: 'message', key: keys.keyOf(each), index, message: each, mine: true, grouped: true };
    });
    keys.prune(rows);
    expect(sent.slice(-4).map(keys.keyOf)).to.deep.equal([
      sent.at(-4)?.uuid,
      ...waiting.slice(-3).map(({ localId }) => localId),
    ]);
  });

  it('forgets where it was left longest ago, when there are many', () => {
    const positions = new ScrollPositions();
    const position = { uuid: uuid(1), offset: 5 };
    for (let n = 0; n < MAX_POSITIONS; n += 1) positions.leave(`search:${n}`, position);
    positions.leave('search:0', position);
    positions.leave('search:new', position);
    expect(positions.of('search:0')).to.equal(position);
    expect(positions.of('search:1')).to.equal(undefined);
    positions.leave('search:new', undefined);
    expect(positions.of('search:new')).to.equal(undefined);
  });

  it('does not wait for a row that cannot be drawn', async () => {
    const content = document.createElement('div');
    const row = Object.assign(document.createElement('div'), { isUpdatePending: true });
    Object.defineProperty(row, 'updateComplete', {
      get: () => {
        row.isUpdatePending = false;
        return Promise.reject(new Error('cannot be drawn'));
      },
    });
    content.append(row);
    await rowsRendered(() => content);
    expect(row.isUpdatePending).to.equal(false);
  });
});
