import { expect, fixture, html } from '@open-wc/testing';
import { html as template, LitElement, type TemplateResult } from 'lit';
import { SelectController } from '../../src/ui/select.js';
import { slicesOf } from '../../src/ui/shared/slices.js';
import { ChatSession } from '../../src/session/session.js';
import { connectionChanged, roomAdded } from '../../src/store/room-changes.js';
import { reactionWanted } from '../../src/store/pending-reactions.js';
import { MemoryConnection, room, uuid } from '../support/memory-connection.js';
import '../support/room-fixture.js';
import type { RoomFixture } from '../support/room-fixture.js';

class StatusProbe extends LitElement {
  renders = 0;
  readonly #status = new SelectController(this, (state) => state.connection.status);

  protected override render(): TemplateResult {
    this.renders += 1;
    return template`${this.#status.value}`;
  }
}
customElements.define('status-probe', StatusProbe);

/** Shows two slices by one controller. */
class SlicesProbe extends LitElement {
  renders = 0;
  readonly #shows = new SelectController(
    this,
    slicesOf({ status: ({ connection }) => connection.status, rooms: ({ rooms }) => rooms.byUuid }),
  );

  protected override render(): TemplateResult {
    this.renders += 1;
    const { status, rooms } = this.#shows.value;
    return template`${status} ${rooms.size}`;
  }
}
customElements.define('slices-probe', SlicesProbe);

describe('a slice of the state', () => {
  let session: ChatSession;
  let host: RoomFixture;
  let probe: StatusProbe;

  beforeEach(async () => {
    session = new ChatSession({ connection: new MemoryConnection() });
    host = await fixture<RoomFixture>(html`<room-fixture></room-fixture>`);
    host.session = session;
    host.content = html`<status-probe></status-probe>`;
    await host.updateComplete;
    probe = host.subject as StatusProbe;
    await probe.updateComplete;
  });

  async function shown(): Promise<string | null> {
    await probe.updateComplete;
    return probe.renderRoot.textContent;
  }

  it('renders its element when it changes, and for nothing else', async () => {
    const before = probe.renders;
    session.store.apply(roomAdded(room(1)));
    await probe.updateComplete;
    expect(probe.renders).to.equal(before);
    session.store.apply(connectionChanged('live'));
    expect(await shown()).to.equal('live');
    expect(probe.renders).to.equal(before + 1);
  });

  it('follows another session, and the old one no more', async () => {
    const next = new ChatSession({ connection: new MemoryConnection() });
    next.store.apply(connectionChanged('failed'));
    host.session = next;
    expect(await shown()).to.equal('failed');
    session.store.apply(connectionChanged('live'));
    expect(await shown()).to.equal('failed');
  });

  it('is up to date again after the element was moved', async () => {
    const elsewhere = host.renderRoot.appendChild(document.createElement('div'));
    probe.remove();
    session.store.apply(connectionChanged('live'));
    elsewhere.append(probe);
    expect(await shown()).to.equal('live');
    session.store.apply(connectionChanged('lost'));
    expect(await shown()).to.equal('lost');
  });
});

describe('several slices of the state', () => {
  it('render their element when one of them changes, and for nothing else', async () => {
    const session = new ChatSession({ connection: new MemoryConnection() });
    const host = await fixture<RoomFixture>(html`<room-fixture></room-fixture>`);
    host.session = session;
    host.content = html`<slices-probe></slices-probe>`;
    await host.updateComplete;
    const probe = host.subject as SlicesProbe;
    const shown = async (): Promise<string> => {
      await probe.updateComplete;
      return probe.renderRoot.textContent;
    };
    expect(await shown()).to.equal('connecting 0');
    session.store.apply(connectionChanged('live'));
    expect(await shown()).to.equal('live 0');
    session.store.apply(roomAdded(room(1)));
    expect(await shown()).to.equal('live 1');
    const { renders } = probe;
    session.store.apply(reactionWanted(uuid(1), '👍', true));
    await probe.updateComplete;
    expect(probe.renders).to.equal(renders);
  });
});
