import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { ALICE, BOB, CAROL, MemoryConnection, message, room } from '../support/memory-connection.js';
import { removeThreads, settled, threadFixture, until, type ThreadFixture } from '../support/thread-fixture.js';

const NOBODY = '99999999-1111-4222-8333-444444444444';

async function show(content: string): Promise<ThreadFixture> {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1, { content })] });
  const thread = await threadFixture({ connection });
  await until(() => !textOf(thread).includes('user:'));
  return thread;
}

function textOf(thread: ThreadFixture): string {
  return thread.rows()[0]?.renderRoot.querySelector('.md')?.textContent ?? '';
}

function chips(thread: ThreadFixture): HTMLElement[] {
  return thread.findAll('.md-mention');
}

async function card(thread: ThreadFixture): Promise<HTMLElement> {
  await until(() => thread.findAll('wazo-chat-person-card:popover-open').length === 1);
  return thread.find('wazo-chat-person-card');
}

async function isClosed(thread: ThreadFixture): Promise<void> {
  await until(() => thread.findAll('wazo-chat-person-card').length === 0);
}

describe('Mentions', () => {
  afterEach(removeThreads);

  it('are chips with the name that the person has now; whoever is unknown stays text', async () => {
    const thread = await show(`hi @[Carla](user:${CAROL}), @[Gone](user:${NOBODY})`);
    await until(() => chips(thread).length === 1);
    expect(textOf(thread)).to.equal('hi @Carol Côté, @Gone');
    await expect(thread.thread).to.be.accessible();
  });

  it('stand out when they are mine, or everybody’s', async () => {
    const thread = await show(`@[A](user:${ALICE}) @[room](room:all) @[B](user:${BOB})`);
    await until(() => chips(thread).length === 3);
    expect(chips(thread).map((chip) => chip.classList.contains('md-mention-me'))).to.deep.equal([true, true, false]);
  });

  it('open a card by keyboard, which gives the focus back', async () => {
    const thread = await show(`@[Bob](user:${BOB})`);
    await until(() => chips(thread).length === 1);
    chips(thread)[0]!.focus();
    await sendKeys({ press: 'Enter' });
    const opened = await card(thread);
    expect(opened.shadowRoot?.textContent).to.contain('Bob Bergeron');
    await expect(opened).to.be.accessible();
    await sendKeys({ press: 'Escape' });
    await isClosed(thread);
    expect(thread.rows()[0]?.shadowRoot?.activeElement).to.equal(chips(thread)[0]);
  });

  it('lead to the conversation with the person', async () => {
    const thread = await show(`@[Bob](user:${BOB})`);
    await until(() => chips(thread).length === 1);
    chips(thread)[0]!.click();
    const opened = await card(thread);
    opened.shadowRoot!.querySelector<HTMLButtonElement>('button')!.click();
    await isClosed(thread);
    await settled(thread.thread);
    expect(thread.connection.calls.filter((call) => call.includes('createRoom'))).to.have.length(1);
  });

  it('of myself offer no conversation with me', async () => {
    const thread = await show(`@[me](user:${ALICE})`);
    await until(() => chips(thread).length === 1);
    chips(thread)[0]!.click();
    const opened = await card(thread);
    const button = opened.shadowRoot!.querySelector('button')!;
    expect(button.textContent.trim()).to.equal('Close');
    button.click();
    await isClosed(thread);
  });
});
