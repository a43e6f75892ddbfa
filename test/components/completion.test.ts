import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LitElement } from 'lit';
import type { ChatCommand } from '../../src/ui/composer/commands/command.js';
import { DEFAULT_SETTINGS } from '../../src/ui/host-settings.js';
import { BOB, CAROL, MemoryConnection, room, uuid } from '../support/memory-connection.js';
import {
  buttonNamed,
  removeThreads,
  reportsOf,
  settled,
  threadFixture,
  until,
  type ThreadFixture,
} from '../support/thread-fixture.js';
import { viewOf } from '../support/view.js';

const TWIN = 'dddddddd-0000-4000-8000-00000000000d';

async function show(commands: readonly ChatCommand[] | null = null): Promise<ThreadFixture> {
  const connection = new MemoryConnection({ roomList: [room(1), room(2, { name: 'Sales & Marketing' })] });
  connection.presenceOf.set(BOB, 'away');
  const thread = await threadFixture({ connection });
  thread.host.settings.setValue({ ...DEFAULT_SETTINGS, commands });
  thread.field().focus();
  return thread;
}

async function type(thread: ThreadFixture, text: string): Promise<void> {
  await sendKeys({ type: text });
  await settled(thread.thread);
}

function options(thread: ThreadFixture): HTMLElement[] {
  return thread.findAll('.suggestion');
}

function labels(thread: ThreadFixture): string[] {
  return options(thread).map((option) => option.querySelector('.label')!.textContent);
}

function active(thread: ThreadFixture): string | null | undefined {
  const field = thread.field();
  const id = field.getAttribute('aria-activedescendant');
  const root = field.getRootNode() as ShadowRoot;
  return id === null ? null : root.getElementById(id)?.querySelector('.label')?.textContent;
}

/** What was sent to the nth room. */
function sent(thread: ThreadFixture, nth = 1): string[] {
  const prefix = `sendMessage ${uuid(nth)} `;
  return thread.connection.calls.filter((call) => call.startsWith(prefix)).map((call) => call.slice(prefix.length));
}

function composerText(thread: ThreadFixture): string {
  return thread.find('wazo-chat-composer').shadowRoot!.textContent;
}

/** The nth room, with the focus in its field. */
async function open(thread: ThreadFixture, nth: number): Promise<void> {
  viewOf(thread.session).open(uuid(nth));
  await settled(thread.thread);
  thread.field().focus();
}

async function press(thread: ThreadFixture, key: string): Promise<void> {
  await sendKeys({ press: key });
  await settled(thread.thread);
}

async function withControl(thread: ThreadFixture, key: string): Promise<void> {
  await sendKeys({ down: 'Control' });
  await sendKeys({ press: key });
  await sendKeys({ up: 'Control' });
  await settled(thread.thread);
}

describe('Completion', () => {
  afterEach(removeThreads);

  it('offers the people of the room with their presence, and writes them as mentions', async () => {
    const thread = await show();
    await type(thread, 'hi @');
    await until(() => options(thread).length === 3);
    expect(labels(thread)).to.deep.equal(['Bob Bergeron', 'Carol Côté', 'room']);
    await until(() => options(thread)[0]!.textContent.includes('away'));
    expect(active(thread)).to.equal('Bob Bergeron');
    await expect(thread.find('wazo-chat-composer')).to.be.accessible();
    await type(thread, 'cot');
    expect(labels(thread)).to.deep.equal(['Carol Côté']);
    expect(options(thread)[0]!.querySelector('mark')!.textContent).to.equal('Côt');
    await press(thread, 'Enter');
    expect(thread.field().value).to.equal('hi @Carol Côté ');
    expect(options(thread)).to.have.length(0);
    expect(active(thread)).to.equal(null);
    await press(thread, 'Enter');
    expect(sent(thread)).to.deep.equal([`hi @[Carol Côté](user:${CAROL}) `]);
  });

  it('is chosen from by arrows, Tab and pointer, and closed by Escape until another word begins', async () => {
    const thread = await show();
    await type(thread, '@');
    await until(() => options(thread).length === 3);
    await press(thread, 'ArrowUp');
    expect(active(thread)).to.equal('room');
    await press(thread, 'ArrowDown');
    await press(thread, 'ArrowDown');
    expect(active(thread)).to.equal('Carol Côté');
    await press(thread, 'Escape');
    expect(options(thread)).to.have.length(0);
    await type(thread, 'b');
    expect(options(thread)).to.have.length(0);
    await type(thread, ' @b');
    await until(() => options(thread).length === 1);
    await press(thread, 'Tab');
    expect(thread.field().value).to.equal('@b @Bob Bergeron ');
    expect(thread.field().matches(':focus')).to.equal(true);
    await type(thread, '@room');
    await until(() => options(thread).length === 1);
    options(thread)[0]!.click();
    await settled(thread.thread);
    expect(thread.field().value).to.equal('@b @Bob Bergeron @room ');
  });

  it('draws what one sees of a long list first, then the rest; a step back from its first leads to its last', async () => {
    const thread = await show();
    const crowd = Array.from({ length: 40 }, (_, n) => ({ uuid: uuid(900 + n), name: `Person ${n}`, email: null }));
    thread.connection.people.push(...crowd);
    thread.connection.roomList = [room(1, { participants: [...room(1).participants, ...crowd] })];
    await thread.session.reloadRooms();
    await type(thread, '@');
    // The 25 best, and everybody.
    await until(() => options(thread).length === 26);
    await press(thread, 'Escape');
    const composer: HTMLElement & Partial<LitElement> = thread.find('wazo-chat-composer');
    const field = thread.field();
    // Within one frame, as nobody's fingers are.
    field.setRangeText(' @', 1, 1, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await composer.updateComplete;
    expect(options(thread)).to.have.length(10);
    expect(active(thread)).to.equal('Bob Bergeron');
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
    await composer.updateComplete;
    expect(options(thread)).to.have.length(26);
    expect(active(thread)).to.equal('room');
    const list = options(thread)[0]!.parentElement!;
    await until(() => list.scrollTop > 0);
  });

  it('tells two people of one name apart', async () => {
    const thread = await show();
    thread.connection.people.push({ uuid: TWIN, name: 'Bob Bergeron', email: 'bob2@demo.example' });
    const twins = room(1, { participants: [...room(1).participants, { uuid: TWIN }] });
    thread.connection.emit({ type: 'room-created', room: twins } as never);
    thread.connection.roomList = [twins];
    await thread.session.reloadRooms();
    await until(() => thread.session.store.state.users.has(TWIN));
    await type(thread, '@bob');
    await until(() => options(thread).length === 2);
    expect(
      options(thread).map((option) => option.querySelector('.detail')!.textContent.split(' · ')[0]),
    ).to.have.members(['bob@demo.example', 'bob2@demo.example']);
  });

  it('keeps a mention through undo, a change of rooms and the clipboard, and deletes it as a whole', async () => {
    const thread = await show();
    await type(thread, '@bob');
    await until(() => options(thread).length === 1);
    await press(thread, 'Enter');
    await press(thread, 'Backspace');
    await press(thread, 'Backspace');
    expect(thread.field().value).to.equal('');
    await withControl(thread, 'z');
    expect(thread.field().value).to.match(/^@Bob Bergeron/);
    expect(thread.session.draft(uuid(1)).trim()).to.equal(`@[Bob Bergeron](user:${BOB})`);
    await withControl(thread, 'a');
    const clipboardData = new DataTransfer();
    thread.field().dispatchEvent(new ClipboardEvent('cut', { clipboardData, bubbles: true, cancelable: true }));
    expect(clipboardData.getData('text/plain').trim()).to.equal('@Bob Bergeron');
    expect(thread.field().value).to.equal('');
    thread.field().dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    expect(thread.session.draft(uuid(1)).trim()).to.equal(`@[Bob Bergeron](user:${BOB})`);
  });

  it('finds rooms, and emoji by their shortcodes', async () => {
    const thread = await show();
    await type(thread, 'see #mark');
    await until(() => options(thread).length === 1);
    await press(thread, 'Enter');
    expect(thread.session.draft(uuid(1))).to.equal(`see #[Sales & Marketing](room:${uuid(2)}) `);
    await type(thread, ':sh');
    await until(() => labels(thread).length > 1);
    // And not St. Helena, whose country code it is.
    expect(labels(thread)[0]).to.match(/^:sh/);
    await type(thread, 'x');
    for (let left = 3; left > 0; left -= 1) await press(thread, 'Backspace');
    await type(thread, 'thumbsu');
    await until(() => labels(thread).includes(':thumbsup:'));
    await press(thread, 'Enter');
    expect(thread.field().value).to.equal('see #Sales & Marketing 👍 ');
  });

  it('is not offered in code, nor taken while an input method composes', async () => {
    const thread = await show();
    await type(thread, '`@b');
    expect(options(thread)).to.have.length(0);
    await type(thread, '` @b');
    await until(() => options(thread).length === 1);
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, isComposing: true });
    thread.field().dispatchEvent(enter);
    expect(thread.field().value).to.equal('`@b` @b');
  });
});

describe('Commands', () => {
  afterEach(removeThreads);

  it('are listed, completed, and send what they make', async () => {
    const thread = await show();
    await type(thread, '/');
    await until(() => options(thread).length === 3);
    expect(labels(thread)).to.deep.equal(['/code', '/me', '/shrug']);
    await type(thread, 's');
    await press(thread, 'Enter');
    expect(thread.field().value).to.equal('/shrug ');
    await type(thread, 'fine');
    await press(thread, 'Enter');
    await until(() => sent(thread).length === 1);
    expect(sent(thread)).to.deep.equal(['fine ¯\\_(ツ)_/¯']);
    expect(thread.field().value).to.equal('');
  });

  it('of the page keep what was written until they have worked', async () => {
    let answer: (value: string) => void = () => undefined;
    let told: unknown;
    const run: ChatCommand['run'] = (text, { room: where }) => {
      told = [text, where];
      return new Promise<string>((resolve) => (answer = resolve));
    };
    const thread = await show([{ name: 'deploy', description: 'Deploy', run }]);
    await type(thread, '/deploy blue');
    await press(thread, 'Enter');
    expect(told).to.deep.equal(['blue', uuid(1)]);
    expect(thread.field().value).to.equal('/deploy blue');
    expect(composerText(thread)).to.contain('/deploy is at work');
    await expect(thread.find('wazo-chat-composer')).to.be.accessible();
    answer('blue is live');
    await until(() => sent(thread).length === 1);
    expect(sent(thread)).to.deep.equal(['blue is live']);
    expect(thread.field().value).to.equal('');
  });

  it('that fail say so, and lose nothing', async () => {
    const run = (): never => {
      throw new Error('no');
    };
    const thread = await show([{ name: 'deploy', description: 'Deploy', run }]);
    await type(thread, '/deploy blue');
    await press(thread, 'Enter');
    await until(() => composerText(thread).includes('/deploy has failed'));
    expect(thread.field().value).to.equal('/deploy blue');
    expect(sent(thread)).to.deep.equal([]);
  });

  it('can be called off', async () => {
    let aborted: AbortSignal | undefined;
    const run: ChatCommand['run'] = (_text, { signal }) => {
      aborted = signal;
      return new Promise(() => undefined);
    };
    const thread = await show([{ name: 'wait', description: 'Wait', run }]);
    await type(thread, '/wait');
    await press(thread, 'Enter');
    await until(() => aborted !== undefined);
    await settled(thread.thread);
    buttonNamed(thread, 'Cancel').click();
    await settled(thread.thread);
    expect(aborted?.aborted).to.equal(true);
    expect(thread.field().value).to.equal('/wait');
    expect(composerText(thread)).not.to.contain('at work');
  });

  it('of one room leave the others free, and are at work there when one comes back', async () => {
    let answer: (value: string) => void = () => undefined;
    const run: ChatCommand['run'] = () => new Promise<string>((resolve) => (answer = resolve));
    const thread = await show([{ name: 'deploy', description: 'Deploy', run }]);
    await type(thread, '/deploy');
    await press(thread, 'Enter');
    await open(thread, 2);
    expect(composerText(thread)).not.to.contain('at work');
    await type(thread, 'hello');
    await press(thread, 'Enter');
    await until(() => sent(thread, 2).length === 1);
    await type(thread, '/deploy');
    await press(thread, 'Enter');
    expect(composerText(thread)).to.contain('/deploy is at work');
    answer('two is live');
    await until(() => sent(thread, 2).length === 2);
    expect(sent(thread)).to.deep.equal([]);
    await open(thread, 1);
    expect(thread.field().value).to.equal('/deploy');
    expect(composerText(thread)).to.contain('/deploy is at work');
  });

  it('that fail while another room is open say so in their own, until the text is another one', async () => {
    let fail: (why: Error) => void = () => undefined;
    const run: ChatCommand['run'] = () => new Promise((_resolve, reject) => (fail = reject));
    const thread = await show([{ name: 'deploy', description: 'Deploy', run }]);
    const codes = reportsOf(thread.session);
    await type(thread, '/deploy');
    await press(thread, 'Enter');
    await open(thread, 2);
    fail(new Error('no'));
    await until(() => codes.length === 1);
    await settled(thread.thread);
    expect(codes).to.deep.equal(['command-failed']);
    expect(composerText(thread)).not.to.contain('has failed');
    await open(thread, 1);
    expect(composerText(thread)).to.contain('/deploy has failed');
    await press(thread, 'End');
    await type(thread, 's');
    expect(composerText(thread)).not.to.contain('has failed');
  });

  it('that answer by another kind of promise are shown at work, too', async () => {
    let answer: (value: string) => void = () => undefined;
    const run: ChatCommand['run'] = () => ({ then: (resolve: (value: string) => void) => (answer = resolve) });
    const thread = await show([{ name: 'deploy', description: 'Deploy', run }]);
    await type(thread, '/deploy');
    await press(thread, 'Enter');
    expect(composerText(thread)).to.contain('/deploy is at work');
    answer('done');
    await until(() => sent(thread).length === 1);
    expect(composerText(thread)).not.to.contain('at work');
  });

  it('are called off when the chat leaves the page, and can be run again when it is back', async () => {
    const signals: AbortSignal[] = [];
    const run: ChatCommand['run'] = (_text, { signal }) => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    const thread = await show([{ name: 'wait', description: 'Wait', run }]);
    await type(thread, '/wait');
    await press(thread, 'Enter');
    thread.host.remove();
    expect(signals[0]?.aborted).to.equal(true);
    document.body.append(thread.host);
    await settled(thread.thread);
    thread.field().focus();
    await press(thread, 'Enter');
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true, false]);
  });
});
