import { expect, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import type { Capabilities } from '../../src/connection/connection.js';
import type { Message, Part } from '../../src/model/message.js';
import { languageChanged } from '../../src/i18n/localize.js';
import { define } from '../../src/ui/lazy.js';
import { RefusedError, type Microphone, type MicrophoneEvents } from '../../src/ui/voice/microphone.js';
import { WazoChatVoicePlayer } from '../../src/ui/voice/player.js';
import { WazoChatVoiceRecorder } from '../../src/ui/voice/recorder.js';
import { elements } from '../../src/ui/voice/voice-recorder.js';
import { viewOf } from '../support/view.js';
import { LIMITS, MemoryConnection, message, room, uuid } from '../support/memory-connection.js';
import { removeThreads, threadFixture, type ThreadFixture } from '../support/thread-fixture.js';

/** A tone, as a WAV. @param seconds how long */
function tone(seconds: number): Blob {
  const rate = 8_000;
  const view = new DataView(new ArrayBuffer(44 + rate * seconds * 2));
  const write = (at: number, text: string): void =>
    new TextEncoder().encode(text).forEach((byte, index) => view.setUint8(at + index, byte));
  write(0, 'RIFF');
  view.setUint32(4, view.byteLength - 8, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    view.setUint16(at, value, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  write(36, 'data');
  view.setUint32(40, rate * seconds * 2, true);
  for (let n = 0; n < rate * seconds; n += 1) view.setInt16(44 + n * 2, 9_000 * Math.sin(n / 3), true);
  return new Blob([view.buffer], { type: 'audio/wav' });
}

async function address(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.readAsDataURL(blob);
  });
}

let count = 0;

/** A voice message of its own: what is known of one is kept by its uuid. */
async function voice(seconds: number, more: Partial<Part> = {}): Promise<Part> {
  count += 1;
  const file = tone(seconds);
  const [name, contentType] = ['voice-message-2026-11-28-14.05.webm', 'audio/wav'];
  const [width, height, url] = [null, null, await address(file)];
  return { kind: 'file', uuid: `v${count}`, name, contentType, size: file.size, width, height, url, ...more };
}

function carrying(n: number, ...parts: readonly Part[]): Message {
  return message(n, { body: { text: '', parts } });
}

async function show(...messages: readonly Message[]): Promise<{ thread: ThreadFixture; player: WazoChatVoicePlayer }> {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [...messages] });
  const thread = await threadFixture({ connection, width: 600, height: 600 });
  await customElements.whenDefined('wazo-chat-voice-player');
  const player = thread.find('wazo-chat-voice-player');
  if (!(player instanceof WazoChatVoicePlayer)) throw new Error('no player');
  await player.updateComplete;
  return { thread, player };
}

function inside(element: HTMLElement, selector: string): HTMLElement {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}

const slider = (player: HTMLElement): HTMLElement => inside(player, '[role=slider]');
const positionIn = (player: HTMLElement): number => Number(slider(player).getAttribute('aria-valuenow'));
const audioIn = (player: HTMLElement): HTMLAudioElement => inside(player, 'audio') as HTMLAudioElement;

describe('a voice message before its player has arrived', () => {
  const registry = customElements.define.bind(customElements);
  let arrive: (() => void) | undefined;

  before(() => {
    customElements.define = (tag, element) => {
      if (tag !== 'wazo-chat-voice-player') registry(tag, element);
      else
        arrive ??= () => {
          if (!customElements.get(tag)) registry(tag, element);
        };
    };
  });
  afterEach(removeThreads);
  after(() => {
    customElements.define = registry;
    arrive?.();
  });

  it('is named, and nothing jumps when it comes', async () => {
    const stored = [message(1), carrying(2, await voice(3)), message(3)];
    const thread = await threadFixture({ connection: new MemoryConnection({ roomList: [room(1)], stored }) });
    const player = thread.find('wazo-chat-voice-player');
    expect(player.textContent.trim()).to.equal('Voice message');
    expect(player.checkVisibility()).to.equal(true);
    await expect(thread.host).to.be.accessible();
    const places = (): readonly number[] => thread.rows().map((row) => row.getBoundingClientRect().top);
    const before = [...places(), player.getBoundingClientRect().width, player.getBoundingClientRect().height];
    expect(before.at(-1)).to.equal(44);
    await waitUntil(() => arrive);
    arrive?.();
    await waitUntil(() => player.shadowRoot?.querySelector('.toggle'));
    const now = [...places(), player.getBoundingClientRect().width, player.getBoundingClientRect().height];
    expect(now).to.deep.equal(before);
    await waitUntil(() => inside(player, '.time').textContent.trim() === '0:03');
    inside(player, '.toggle').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => audioIn(player).currentTime > 0);
    expect(player.innerText.trim()).to.not.contain('Voice message');
  });
});

describe('voice messages in a thread', () => {
  before(() => define(elements));
  afterEach(removeThreads);

  it('have their own player, with a length and a wave form, in the space that was kept for it', async () => {
    const { player } = await show(carrying(1, await voice(12)));
    const { height } = player.getBoundingClientRect();
    expect(height).to.equal(44);
    await waitUntil(() => inside(player, '.time').textContent.trim() === '0:12');
    const bars = inside(player, '.rest').getAttribute('d') ?? '';
    expect(bars).to.contain('v20.0');
    expect(player.getBoundingClientRect().height).to.equal(height);
    expect(audioIn(player).paused).to.equal(true);
    await expect(player).to.be.accessible();
    await emulateMedia({ colorScheme: 'dark' });
    await expect(player).to.be.accessible();
    await emulateMedia({ colorScheme: 'light' });
  });

  it('are sought by keys and pointer, as who listens without seeing hears', async () => {
    const { player } = await show(carrying(1, await voice(20)));
    await waitUntil(() => slider(player).getAttribute('aria-valuemax') === '20');
    slider(player).focus();
    for (const [key, position] of [
      ['ArrowRight', 5],
      ['ArrowUp', 10],
      ['ArrowLeft', 5],
      ['PageUp', 7],
      ['Home', 0],
      ['ArrowLeft', 0],
      ['End', 20],
    ] as const) {
      await sendKeys({ press: key });
      await waitUntil(() => positionIn(player) === position, key);
    }
    const { left, width, top } = slider(player).getBoundingClientRect();
    slider(player).setPointerCapture = () => undefined;
    slider(player).dispatchEvent(
      new PointerEvent('pointerdown', { clientX: left + width / 2, clientY: top + 5, button: 0, bubbles: true }),
    );
    await waitUntil(() => positionIn(player) === 10);
    expect(slider(player).getAttribute('aria-valuetext')).to.equal('0:10 of 0:20');
  });

  it('are played, one at a time, at the speed that was chosen for all', async () => {
    const { thread, player } = await show(carrying(1, await voice(20)), carrying(2, await voice(20)));
    const [, other] = thread.findAll('wazo-chat-voice-player');
    if (!other) throw new Error('no second player');
    inside(player, '.toggle').click();
    await waitUntil(() => inside(player, '.toggle').getAttribute('aria-label') === 'Pause');
    inside(player, '.speed').click();
    await waitUntil(() => audioIn(player).playbackRate === 1.5 && audioIn(other).playbackRate === 1.5);
    expect(inside(other, '.speed').getAttribute('aria-label')).to.equal('Speed: 1.5×');
    inside(other, '.toggle').click();
    await waitUntil(() => audioIn(player).paused && !audioIn(other).paused);
    await waitUntil(() => inside(player, '.toggle').getAttribute('aria-label') === 'Play');
    inside(other, '.speed').click();
    inside(other, '.speed').click();
    await waitUntil(() => audioIn(player).playbackRate === 1);
  });

  it('go on from where one stopped to listen when they come back', async () => {
    const part = await voice(20);
    const first = await show(carrying(1, part));
    await waitUntil(() => slider(first.player).getAttribute('aria-valuemax') === '20');
    slider(first.player).focus();
    await sendKeys({ press: 'PageUp' });
    await sendKeys({ press: 'PageUp' });
    await waitUntil(() => positionIn(first.player) === 4);
    removeThreads();
    const second = await show(carrying(1, part));
    await waitUntil(() => positionIn(second.player) === 4);
  });

  it('are cards where the browser cannot play them, and players of the browser where ours is missing', async () => {
    const part = await voice(1, { contentType: 'audio/x-nothing' });
    const connection = new MemoryConnection({ roomList: [room(1)], stored: [carrying(1, part)] });
    const thread = await threadFixture({ connection });
    expect(thread.findAll('wazo-chat-voice-player').length).to.equal(0);
    expect(thread.find('.card').textContent).to.contain(part.name);
  });

  it('are asked for anew when their address has expired, and then play', async () => {
    const part = await voice(20);
    const expired = { ...part, url: new URL('/nothing-is-here.webm', location.href).href, size: 9_000_000 };
    const connection = new MemoryConnection({ roomList: [room(1)], stored: [carrying(1, expired)] });
    const messages = connection.messages.bind(connection);
    connection.messages = async (roomUuid, request) => {
      if (request.from === 'around') connection.stored = [carrying(1, part)];
      return messages(roomUuid, request);
    };
    const thread = await threadFixture({ connection });
    const player = (): HTMLElement => thread.find('wazo-chat-voice-player');
    await waitUntil(() => player().shadowRoot?.querySelector('.toggle'));
    inside(player(), '.toggle').click();
    await waitUntil(() => audioIn(player()).src === part.url && !audioIn(player()).paused);
  });

  it('go on while one scrolls far away, and the thread does not jump', async () => {
    const part = await voice(60);
    const messages = Array.from({ length: 400 }, (_, n) => (n === 398 ? carrying(n + 1, part) : message(n + 1)));
    const { thread, player } = await show(...messages);
    inside(player, '.toggle').click();
    await waitUntil(() => audioIn(player).currentTime > 0);
    const scroller = thread.scroller();
    for (let step = 0; step < 40; step += 1) {
      scroller.scrollTop -= 400;
      await new Promise(requestAnimationFrame);
    }
    // The message below it has no row any more.
    await waitUntil(() => thread.rows().at(-1)?.shadowRoot?.contains(player));
    expect([player.isConnected, audioIn(player).paused]).to.deep.equal([true, false]);
    const before = positionIn(player);
    scroller.scrollTop = scroller.scrollHeight;
    await waitUntil(() => player.getBoundingClientRect().top < scroller.getBoundingClientRect().bottom);
    expect(audioIn(player).paused).to.equal(false);
    expect(positionIn(player)).to.be.at.least(before);
  });
});

/** A microphone of which the test decides what becomes. */
class TestMicrophone implements Microphone {
  readonly calls: string[] = [];
  refusal: RefusedError | undefined;
  events: MicrophoneEvents | undefined;

  open(events: MicrophoneEvents): ReturnType<Microphone['open']> {
    this.events = events;
    if (this.refusal) return Promise.reject(this.refusal);
    const write = (call: string) => (): void => void this.calls.push(call);
    return Promise.resolve({
      pause: write('pause'),
      resume: write('resume'),
      level: () => 0.4,
      close: write('close'),
      recorded: () => tone(2),
      stop: () => Promise.resolve(tone(3)),
    });
  }
}

let microphone = new TestMicrophone();

class TestRecorder extends WazoChatVoiceRecorder {
  override microphone: Microphone = microphone;
}

// Before the chunk would bring the one of the page.
define({ 'wazo-chat-voice-recorder': TestRecorder });

/** A server that takes files at once. */
class UploadConnection extends MemoryConnection {
  override get can(): Capabilities {
    return {
      ...super.can,
      attachments: { upload: (_room, part) => Promise.resolve({ ...part, uuid: `u-${part.name}` }) },
    };
  }
}

describe('a voice message where text is very large', () => {
  afterEach(removeThreads);

  it('has all of its controls within its bounds, in a narrow thread, too', async () => {
    const { thread, player } = await show(carrying(1, await voice(3)));
    thread.thread.style.setProperty('inline-size', '320px');
    thread.host.style.setProperty('--wazo-chat-font-size', '30px');
    thread.host.style.setProperty('--wazo-chat-font-size-small', '26px');
    const bounds = inside(player, '.player').getBoundingClientRect();
    for (const button of player.renderRoot.querySelectorAll('button')) {
      const { left, right, bottom } = button.getBoundingClientRect();
      expect(left).to.be.at.least(bounds.left);
      expect(right).to.be.at.most(bounds.right);
      expect(bottom).to.be.at.most(bounds.bottom);
    }
  });
});

describe('recording a voice message', () => {
  const now = performance.now.bind(performance);
  let thread: ThreadFixture;

  beforeEach(async () => {
    microphone = new TestMicrophone();
    const features = new Set([...new MemoryConnection().features, 'attachments' as const]);
    const limits = { ...LIMITS, attachmentSize: 1_000_000, attachmentsPerMessage: 3 };
    const connection = new UploadConnection({ roomList: [room(1), room(2)], features, limits });
    thread = await threadFixture({ connection });
  });
  afterEach(() => {
    performance.now = now;
    removeThreads();
  });

  const recorder = (): WazoChatVoiceRecorder => {
    const [found] = thread.findAll('wazo-chat-voice-recorder');
    if (!(found instanceof WazoChatVoiceRecorder)) throw new Error('nothing records');
    return found;
  };
  const press = (label: string): void => inside(recorder(), `[aria-label="${label}"]`).click();
  const draftFiles = (): readonly string[] =>
    (thread.session.store.state.draftFiles.get(uuid(1))?.files ?? []).map(({ part }) => part.name);

  /** Opens the recorder, with the microphone of the test. */
  async function begin(): Promise<void> {
    thread.find('.voice').click();
    await waitUntil(() =>
      thread.findAll('wazo-chat-voice-recorder')[0]?.shadowRoot?.querySelector('[aria-label="Stop and listen"]'),
    );
  }

  /** As if somebody had spoken for some seconds. */
  async function speak(): Promise<void> {
    performance.now = () => now() + 5_000;
    await waitUntil(() => inside(recorder(), '.time').textContent.startsWith('0:05'));
  }

  it('is absent where the server takes no files', async () => {
    removeThreads();
    const plain = await threadFixture({ connection: new MemoryConnection({ roomList: [room(1)] }) });
    expect(plain.findAll('.voice').length).to.equal(0);
  });

  it('is paused, goes on, is listened to, and sent with what is written', async () => {
    thread.field().value = 'and this';
    thread.field().dispatchEvent(new InputEvent('input'));
    await begin();
    expect(inside(recorder(), '[aria-label="Stop and listen"]').matches(':focus')).to.equal(true);
    expect(inside(recorder(), '[role=status]').textContent).to.equal('Recording');
    await expect(thread.thread).to.be.accessible();
    press('Pause the recording');
    await waitUntil(() => inside(recorder(), '[role=status]').textContent === 'Recording paused');
    press('Go on recording');
    await waitUntil(() => recorder().shadowRoot?.querySelector('[aria-label="Pause the recording"]'));
    press('Stop and listen');
    await waitUntil(() => recorder().shadowRoot?.querySelector('wazo-chat-voice-player'));
    const player = inside(recorder(), 'wazo-chat-voice-player');
    await waitUntil(() => player.matches(':focus'));
    expect(slider(player).getAttribute('aria-valuemax')).to.equal('3');
    expect(microphone.calls.at(-1)).to.equal('close');
    await expect(thread.thread).to.be.accessible();
    slider(player).focus();
    await sendKeys({ press: 'End' });
    await waitUntil(() => positionIn(player) === 3);
    press('Send the voice message');
    await waitUntil(() => thread.findAll('wazo-chat-message').some((row) => row.shadowRoot?.querySelector('.files')));
    expect(thread.rows().at(-1)?.shadowRoot?.textContent).to.contain('and this');
    expect(thread.field().value).to.equal('');
    expect(thread.findAll('wazo-chat-voice-recorder').length).to.equal(0);
    expect(thread.field().matches(':focus')).to.equal(true);
  });

  it('asks before what was spoken is discarded, and goes nowhere by accident', async () => {
    await begin();
    await speak();
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => recorder().shadowRoot?.querySelector('#question'));
    expect(microphone.calls).to.deep.equal(['pause']);
    await expect(thread.thread).to.be.accessible();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => recorder().shadowRoot?.querySelector('[aria-label="Go on recording"]'));
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => recorder().shadowRoot?.querySelector('#question'));
    [...(recorder().shadowRoot?.querySelectorAll('button') ?? [])]
      .find(({ textContent }) => textContent.trim() === 'Discard')
      ?.click();
    await waitUntil(() => thread.findAll('wazo-chat-voice-recorder').length === 0);
    expect(microphone.calls.at(-1)).to.equal('close');
    expect(draftFiles()).to.deep.equal([]);
    expect(thread.field().matches(':focus')).to.equal(true);
  });

  it('has its answers side by side, in French on a phone, too', async () => {
    thread.thread.style.setProperty('inline-size', '320px');
    await begin();
    await speak();
    thread.host.lang = 'fr';
    languageChanged();
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => recorder().shadowRoot?.querySelector('#question'));
    const tops = [...(recorder().shadowRoot?.querySelectorAll('button') ?? [])].map(
      (answer) => answer.getBoundingClientRect().top,
    );
    expect(tops.length).to.equal(2);
    expect(tops[0]).to.equal(tops[1]);
  });

  for (const [refusal, text] of [
    ['blocked', 'The microphone is blocked.'],
    ['missing', 'No microphone was found.'],
    ['busy', 'The microphone cannot be used now.'],
  ] as const)
    it(`says what to do when the microphone is ${refusal}, and may be tried again`, async () => {
      microphone.refusal = new RefusedError(refusal);
      thread.find('.voice').click();
      await waitUntil(() => thread.find('.problem').textContent.includes(text));
      await expect(thread.thread).to.be.accessible();
      microphone.refusal = undefined;
      await begin();
      expect(thread.find('.problem').textContent.trim()).to.equal('');
    });

  it('stops when its room is left, and waits there to be sent', async () => {
    await begin();
    await speak();
    viewOf(thread.session).open(uuid(2));
    await waitUntil(() => draftFiles().length === 1);
    expect(draftFiles()[0]).to.match(/^voice-message-/);
    expect(microphone.calls.at(-1)).to.equal('close');
    expect(thread.session.store.state.draftFiles.get(uuid(2))?.files ?? []).to.deep.equal([]);
    await waitUntil(() =>
      thread.findAll('.note').some(({ textContent }) => textContent.includes('The recording was stopped.')),
    );
    viewOf(thread.session).open(uuid(1));
    await waitUntil(() => thread.findAll('.waiting-file').length === 1);
  });

  it('lets go of the microphone when the chat leaves the page', async () => {
    await begin();
    await speak();
    thread.host.remove();
    await waitUntil(() => microphone.calls.at(-1) === 'close');
    await waitUntil(() => draftFiles().length === 1);
  });

  it('belongs to nobody after the person has signed out', async () => {
    await begin();
    await speak();
    thread.session.stop();
    thread.host.remove();
    await waitUntil(() => microphone.calls.at(-1) === 'close');
    expect(draftFiles()).to.deep.equal([]);
  });

  it('has the browser ask before the page goes, as long as something would be lost', async () => {
    const asks = (): boolean => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(asks()).to.equal(false);
    await begin();
    await speak();
    expect(asks()).to.equal(true);
    press('Stop and listen');
    await waitUntil(() => recorder().shadowRoot?.querySelector('wazo-chat-voice-player'));
    expect(asks()).to.equal(true);
    press('Discard the recording');
    await waitUntil(() => recorder().shadowRoot?.querySelector('#question'));
    [...(recorder().shadowRoot?.querySelectorAll('button') ?? [])]
      .find(({ textContent }) => textContent.trim() === 'Discard')
      ?.click();
    await waitUntil(() => thread.findAll('wazo-chat-voice-recorder').length === 0);
    expect(asks()).to.equal(false);
  });

  it('keeps what there is when the microphone is unplugged, and says so', async () => {
    await begin();
    await speak();
    microphone.events?.onEnded();
    await waitUntil(() => recorder().shadowRoot?.querySelector('wazo-chat-voice-player'));
    expect(inside(recorder(), '.why').textContent).to.equal('The microphone is gone: the recording was stopped.');
    await expect(thread.thread).to.be.accessible();
  });
});
