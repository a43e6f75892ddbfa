import { expect, fixture, html } from '@open-wc/testing';
import { WazoChatBanner } from '../../src/ui/banner/banner.js';
import { chatError } from '../../src/model/errors.js';
import { ChatSession } from '../../src/session/session.js';
import { connectionChanged, roomsKept, roomsLoaded } from '../../src/store/room-changes.js';
import { MemoryConnection, room } from '../support/memory-connection.js';
import '../support/room-fixture.js';
import type { RoomFixture } from '../support/room-fixture.js';

if (!customElements.get('wazo-chat-banner')) customElements.define('wazo-chat-banner', WazoChatBanner);

const offline = chatError('network', 'gone');

describe('the banner', () => {
  let session: ChatSession;
  let connection: MemoryConnection;
  let banner: WazoChatBanner;

  beforeEach(async () => {
    connection = new MemoryConnection();
    session = new ChatSession({ connection });
    const host = await fixture<RoomFixture>(html`<room-fixture lang="en"></room-fixture>`);
    host.session = session;
    host.content = html`<wazo-chat-banner></wazo-chat-banner>`;
    await host.updateComplete;
    banner = host.subject as WazoChatBanner;
  });

  async function text(): Promise<string> {
    await banner.updateComplete;
    return banner.renderRoot.textContent.replace(/\s+/g, ' ').trim();
  }

  it('says nothing while all is well', async () => {
    session.store.apply(connectionChanged('live'));
    expect(await text()).to.equal('');
  });

  it('says when the connection is lost, in a region that is announced', async () => {
    session.store.apply(connectionChanged('lost', offline));
    expect(await text()).to.equal('Connection lost. Trying again… Try again');
    const region = banner.renderRoot.querySelector('[role=status]');
    expect(region?.textContent).to.contain('Connection lost');
    await expect(banner).to.be.accessible();
  });

  it('says that what is shown is of an earlier visit, until it is refreshed', async () => {
    session.store.apply(roomsKept([room(1)], []));
    await banner.updateComplete;
    const bar = banner.renderRoot.querySelector('[role=progressbar]');
    expect(bar?.getAttribute('aria-label')).to.equal('Refreshing…');
    await expect(banner).to.be.accessible();
    session.store.apply(roomsLoaded([room(1)], []));
    await banner.updateComplete;
    expect(banner.renderRoot.querySelector('[role=progressbar]')).to.equal(null);
  });

  it('goes away when the connection is back', async () => {
    session.store.apply(connectionChanged('lost', offline));
    await text();
    session.store.apply(connectionChanged('live'));
    expect(await text()).to.equal('');
  });

  it('says why signing in failed, and offers to do it again', async () => {
    session.store.apply(connectionChanged('failed', chatError('bad-token', 'no')));
    expect(await text()).to.equal('The server refused the access token. Sign in again');
    await expect(banner).to.be.accessible();
  });

  it('connects again when asked to', async () => {
    await session.start();
    session.store.apply(connectionChanged('lost', offline));
    await banner.updateComplete;
    banner.renderRoot.querySelector('button')?.click();
    expect(connection.calls).to.include('reconnect');
  });

  it('speaks the language around it', async () => {
    session.store.apply(connectionChanged('lost', offline));
    (banner.getRootNode() as ShadowRoot).host.setAttribute('lang', 'fr');
    banner.requestUpdate();
    expect(await text()).to.equal('Connexion perdue. Nouvelle tentative… Réessayer');
  });
});
