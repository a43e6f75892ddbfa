import { viewOf } from '../support/view.js';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { WazoChatPeoplePicker } from '../../src/ui/room-dialog/people-picker.js';
import type { WazoChatRoomDialog } from '../../src/ui/room-dialog/room-dialog.js';
import { ChatFailure } from '../../src/model/errors.js';
import type { ChatSession } from '../../src/session/session.js';
import { BOB, CAROL, EXTENDED, MemoryConnection, PEOPLE, uuid } from '../support/memory-connection.js';
import { ManualClock, settled, startSession, type RoomFixture } from '../support/room-fixture.js';

class Stage {
  readonly clock = new ManualClock(new Date(2026, 10, 22, 12));
  readonly session: ChatSession;
  dialog!: WazoChatRoomDialog;
  host!: RoomFixture;

  constructor(readonly connection: MemoryConnection) {
    this.session = startSession(connection);
  }

  /** The dialog, open, after its first people have come. */
  static async open(connection = new MemoryConnection(), lang = 'en'): Promise<Stage> {
    const stage = new Stage(connection);
    const { clock } = stage;
    stage.host = await fixture<RoomFixture>(html`<room-fixture lang=${lang}></room-fixture>`);
    stage.host.session = stage.session;
    stage.host.content = html`<wazo-chat-room-dialog .clock=${clock}></wazo-chat-room-dialog>`;
    await settled();
    stage.dialog = stage.host.subject as WazoChatRoomDialog;
    await stage.reopen();
    return stage;
  }

  async reopen(): Promise<void> {
    this.dialog.show();
    await settled();
  }

  get frame(): HTMLDialogElement {
    return this.dialog.renderRoot.querySelector('dialog')!;
  }

  get name(): HTMLInputElement {
    return this.dialog.renderRoot.querySelector('#name')!;
  }

  get submit(): HTMLButtonElement {
    return this.dialog.renderRoot.querySelector('[type=submit]')!;
  }

  get picker(): WazoChatPeoplePicker {
    return this.dialog.renderRoot.querySelector('wazo-chat-people-picker')!;
  }

  get field(): HTMLInputElement {
    return this.picker.renderRoot.querySelector('input')!;
  }

  get options(): HTMLElement[] {
    return [...this.picker.renderRoot.querySelectorAll<HTMLElement>('[role=option]')];
  }

  get people(): string[] {
    return this.options.map((option) => option.querySelector('.name')?.textContent ?? '');
  }

  get chips(): string[] {
    return [...this.picker.renderRoot.querySelectorAll('.chip .name')].map((name) => name.textContent);
  }

  /** The option that Enter would pick. */
  get active(): string | null {
    const id = this.field.getAttribute('aria-activedescendant');
    return id === null ? null : (this.picker.renderRoot.querySelector(`#${id} .name`)?.textContent ?? null);
  }

  /** What the picker said last to those who do not see it. */
  get said(): string {
    return [...this.picker.renderRoot.querySelectorAll('[role=status]')].map((s) => s.textContent.trim()).join(' ');
  }

  get focused(): string | null | undefined {
    const inner = this.picker.shadowRoot?.activeElement ?? this.dialog.shadowRoot?.activeElement;
    return inner?.getAttribute('aria-label') ?? inner?.id;
  }

  searches(): string[] {
    return this.connection.calls.filter((call) => call.startsWith('searchUsers'));
  }

  async pick(...indexes: number[]): Promise<void> {
    for (const index of indexes) {
      this.options[index]?.click();
      await settled();
    }
  }

  async type(text: string): Promise<void> {
    this.field.focus();
    await sendKeys({ type: text });
    this.clock.advance(150);
    await settled();
  }
}

/** Bob, Carol and more, so that there is something to look for. */
function crowd(count: number): MemoryConnection {
  const more = Array.from({ length: count }, (_, n) => ({ uuid: uuid(n + 500), name: `Person ${n}`, email: null }));
  return new MemoryConnection({ people: [...PEOPLE, ...more] });
}

describe('room dialog', () => {
  it('opens with the focus in the name and the first people shown, without me', async () => {
    const stage = await Stage.open();
    expect(stage.frame.matches(':modal')).to.equal(true);
    expect(stage.focused).to.equal('name');
    expect(stage.people).to.deep.equal(['Bob Bergeron', 'Carol Côté']);
    expect(stage.options[0]?.textContent).to.contain('bob@demo.example');
    await expect(stage.dialog).to.be.accessible();
  });

  it('creates the room with its name and people, then closes, opens it and forgets the draft', async () => {
    const stage = await Stage.open();
    await sendKeys({ type: ' Sprint ' });
    await stage.pick(0, 1);
    stage.submit.click();
    await settled();
    expect(stage.connection.calls).to.include(`createRoom Sprint ${BOB},${CAROL}`);
    expect(stage.frame.open).to.equal(false);
    expect(viewOf(stage.session).state.roomUuid).to.equal(stage.connection.roomList[0]?.uuid);
    await stage.reopen();
    expect([stage.name.value, stage.chips]).to.deep.equal(['', []]);
  });

  it('submits by Enter in the name, and a room needs none', async () => {
    const stage = await Stage.open();
    await stage.pick(0);
    stage.name.focus();
    await sendKeys({ press: 'Enter' });
    await settled();
    expect(stage.connection.calls).to.include(`createRoom  ${BOB}`);
    expect(stage.connection.roomList[0]?.name).to.equal(null);
  });

  describe('people', () => {
    it('are searched once one stops typing, and the older request is given up', async () => {
      const stage = await Stage.open(crowd(3));
      stage.field.focus();
      await sendKeys({ type: 'ca' });
      stage.clock.advance(149);
      await sendKeys({ type: 'r' });
      stage.clock.advance(149);
      await settled();
      expect(stage.searches()).to.deep.equal(['searchUsers  50']);
      stage.clock.advance(1);
      await settled();
      expect(stage.searches()).to.deep.equal(['searchUsers  50', 'searchUsers car 50']);
      expect(stage.people).to.deep.equal(['Carol Côté']);
      expect(stage.said).to.equal('1 person found');
    });

    it('answer the newest question even when an older answer comes later', async () => {
      const stage = await Stage.open(crowd(3));
      const answerFirst = stage.connection.hold('searchUsers');
      await stage.type('bob');
      stage.field.value = '';
      const answerSecond = stage.connection.hold('searchUsers');
      await stage.type('carol');
      answerSecond();
      await settled();
      answerFirst();
      await settled();
      expect(stage.people).to.deep.equal(['Carol Côté']);
    });

    it('are picked by keys: the first match by Enter, others by the arrows', async () => {
      const stage = await Stage.open(crowd(3));
      await stage.type('person');
      expect(stage.active).to.equal('Person 0');
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Enter' });
      await settled();
      expect(stage.chips).to.deep.equal(['Person 1']);
      expect(stage.said).to.equal('Person 1 added');
      expect(stage.field.value).to.equal('');
      expect(stage.people).to.have.length(5);
      await sendKeys({ press: 'ArrowUp' });
      expect(stage.active).to.equal('Person 2');
      await expect(stage.dialog).to.be.accessible();
    });

    it('are not picked by an Enter before their answer came, nor by one that ends a composition', async () => {
      const stage = await Stage.open(crowd(3));
      await sendKeys({ press: 'Tab' });
      await sendKeys({ type: 'person' });
      await sendKeys({ press: 'Enter' });
      stage.clock.advance(150);
      await settled();
      for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
        const enter = { key: 'Enter', bubbles: true, cancelable: true, composed: true, ...composing };
        stage.field.dispatchEvent(new KeyboardEvent('keydown', enter));
        await settled();
        expect(stage.chips).to.deep.equal([]);
      }
      expect(stage.connection.calls.join()).not.to.contain('createRoom');
    });

    it('go by a second click, by Backspace in the empty field and by their cross', async () => {
      const stage = await Stage.open(crowd(3));
      await stage.pick(0, 1, 2, 3);
      expect(stage.options[1]?.getAttribute('aria-selected')).to.equal('true');
      await stage.pick(1);
      expect(stage.chips).to.deep.equal(['Bob Bergeron', 'Person 0', 'Person 1']);
      expect(stage.said).to.equal('Carol Côté removed');
      stage.field.focus();
      await sendKeys({ press: 'Backspace' });
      expect(stage.said).to.equal('Person 1 removed');
      stage.picker.renderRoot.querySelector<HTMLElement>('[aria-label="Remove Bob Bergeron"]')?.click();
      await settled();
      expect(stage.chips).to.deep.equal(['Person 0']);
    });

    it('are reached as chips by the arrow keys, and removed there one after the other', async () => {
      const stage = await Stage.open(crowd(3));
      await stage.pick(0, 1, 2);
      stage.field.focus();
      await sendKeys({ press: 'ArrowLeft' });
      expect(stage.focused).to.equal('Remove Person 0');
      await sendKeys({ press: 'ArrowLeft' });
      await sendKeys({ press: 'ArrowLeft' });
      expect(stage.focused).to.equal('Remove Bob Bergeron');
      await sendKeys({ press: 'Delete' });
      await settled();
      expect(stage.focused).to.equal('Remove Carol Côté');
      await sendKeys({ press: 'Enter' });
      await settled();
      expect(stage.chips).to.deep.equal(['Person 0']);
      expect(stage.focused).to.equal('Remove Person 0');
      await sendKeys({ press: 'ArrowRight' });
      expect(stage.focused).to.equal('field');
    });

    it('are as many as the server allows, and it is said when that is reached', async () => {
      const connection = crowd(120);
      connection.features = EXTENDED;
      const stage = await Stage.open(connection);
      const people = connection.people.slice(1);
      // 99 others: chosen as the picker itself would, for one search shows 50.
      stage.picker.chosen = people.slice(0, 98);
      stage.picker.dispatchEvent(new Event('change'));
      await settled();
      expect(stage.field.getAttribute('aria-describedby')).to.equal(null);
      await stage.type('Person 97');
      await sendKeys({ press: 'Enter' });
      await settled();
      expect(stage.chips).to.have.length(99);
      const note = 'A room holds at most 100 people, you included.';
      expect(stage.picker.renderRoot.querySelector('#note')?.textContent).to.equal(note);
      await stage.type('Person 99');
      expect(stage.options[0]?.getAttribute('aria-disabled')).to.equal('true');
      await sendKeys({ press: 'Enter' });
      await settled();
      expect(stage.chips).to.have.length(99);
      expect(stage.said).to.equal(note);
      await expect(stage.dialog).to.be.accessible();
      stage.submit.click();
      await settled();
      expect(connection.roomList[0]?.participants).to.have.length(100);
    });

    it('may be nobody: of a search, or of all', async () => {
      const stage = await Stage.open();
      await stage.type('zzz');
      expect(stage.picker.renderRoot.querySelector('.message')?.textContent).to.equal('Nobody matches “zzz”.');
      expect(stage.said).to.equal('Nobody matches “zzz”.');
      expect(stage.field.getAttribute('aria-expanded')).to.equal('false');
      await expect(stage.dialog).to.be.accessible();
      const alone = await Stage.open(new MemoryConnection({ people: PEOPLE.slice(0, 1) }));
      expect(alone.picker.renderRoot.querySelector('.message')?.textContent).to.equal('There is nobody else here yet.');
    });

    it('can be asked for again when the directory fails, with the text kept', async () => {
      const stage = await Stage.open();
      stage.connection.fail('searchUsers');
      await stage.type('carol');
      const alert = stage.picker.renderRoot.querySelector('[role=alert]');
      expect(alert?.textContent).to.contain('The server cannot be reached.');
      await expect(stage.dialog).to.be.accessible();
      stage.picker.renderRoot.querySelector<HTMLElement>('.failure button')?.click();
      await settled();
      expect(stage.people).to.deep.equal(['Carol Côté']);
      expect(stage.focused).to.equal('field');
    });
  });

  describe('creating', () => {
    it('without people says what is missing, and where', async () => {
      const stage = await Stage.open();
      expect(stage.submit.getAttribute('aria-disabled')).to.equal('true');
      stage.submit.click();
      await settled();
      expect(stage.focused).to.equal('field');
      expect(stage.field.getAttribute('aria-invalid')).to.equal('true');
      expect(stage.picker.renderRoot.querySelector('#note')?.textContent).to.equal('Choose at least one person.');
      await expect(stage.dialog).to.be.accessible();
      await stage.pick(0);
      expect(stage.picker.renderRoot.querySelector('#note')).to.equal(null);
      expect(stage.submit.getAttribute('aria-disabled')).to.equal(null);
      expect(stage.connection.calls.join()).not.to.contain('createRoom');
    });

    it('refuses a name that is too long or that no server can store', async () => {
      const stage = await Stage.open();
      await stage.pick(0);
      const problem = () => stage.dialog.renderRoot.querySelector('#name-problem')?.textContent.trim();
      const enter = async (name: string) => {
        stage.name.value = name;
        stage.name.dispatchEvent(new InputEvent('input'));
        stage.submit.click();
        await settled();
      };
      await enter('x'.repeat(1001));
      expect(problem()).to.equal('A name has at most 1,000 characters.');
      expect(stage.focused).to.equal('name');
      await enter('a\0b');
      expect(problem()).to.equal('The name holds a character that cannot be used.');
      await enter('a\uD800b');
      expect(problem()).to.equal('The name holds a character that cannot be used.');
      await expect(stage.dialog).to.be.accessible();
      expect(stage.connection.calls.join()).not.to.contain('createRoom');
      await enter('ن'.repeat(300));
      expect(stage.connection.roomList[0]?.name).to.equal('ن'.repeat(300));
    });

    it('shows that it works and cannot be sent twice', async () => {
      const stage = await Stage.open();
      await stage.pick(0);
      const answer = stage.connection.hold('createRoom');
      stage.submit.click();
      await settled();
      expect(stage.submit.textContent.trim()).to.equal('Creating the room…');
      expect(stage.submit.getAttribute('aria-disabled')).to.equal('true');
      stage.submit.click();
      await stage.pick(1);
      expect(stage.chips).to.deep.equal(['Bob Bergeron']);
      await expect(stage.dialog).to.be.accessible();
      answer();
      await settled();
      expect(stage.connection.calls.filter((call) => call.startsWith('createRoom'))).to.have.length(1);
    });

    it('keeps everything when the server refuses, says why and tries again', async () => {
      const stage = await Stage.open();
      stage.connection.fail('createRoom', new ChatFailure('server', '503'));
      await sendKeys({ type: 'Sprint' });
      await stage.pick(0);
      stage.submit.click();
      await settled();
      expect(stage.frame.open).to.equal(true);
      const alert = stage.dialog.renderRoot.querySelector('[role=alert]');
      expect(alert?.textContent.trim()).to.equal('The server had a problem.');
      expect([stage.name.value, stage.chips]).to.deep.equal(['Sprint', ['Bob Bergeron']]);
      await expect(stage.dialog).to.be.accessible();
      expect(stage.submit.textContent.trim()).to.equal('Try again');
      stage.submit.click();
      await settled();
      expect(stage.frame.open).to.equal(false);
      expect(stage.connection.roomList[0]?.name).to.equal('Sprint');
    });

    it('does not pull anybody into the room who closed the dialog meanwhile', async () => {
      const stage = await Stage.open();
      await stage.pick(0);
      const answer = stage.connection.hold('createRoom');
      stage.submit.click();
      await settled();
      await sendKeys({ press: 'Escape' });
      answer();
      await settled();
      expect(stage.connection.roomList).to.have.length(1);
      expect(viewOf(stage.session).state.roomUuid).to.equal(null);
    });
  });

  describe('closing', () => {
    it('by Escape keeps what was typed; the first Escape only empties the search', async () => {
      const stage = await Stage.open();
      await sendKeys({ type: 'Sprint' });
      await stage.pick(1);
      await stage.type('bob');
      await sendKeys({ press: 'Escape' });
      expect([stage.frame.open, stage.field.value]).to.deep.equal([true, '']);
      await sendKeys({ press: 'Escape' });
      expect(stage.frame.open).to.equal(false);
      await stage.reopen();
      expect([stage.name.value, stage.chips]).to.deep.equal(['Sprint', ['Carol Côté']]);
    });

    it('by a click beside it keeps what was typed, but not by a press that began inside', async () => {
      const stage = await Stage.open();
      await sendKeys({ type: 'Sprint' });
      const { left, top } = stage.name.getBoundingClientRect();
      await sendMouse({ type: 'move', position: [Math.round(left + 20), Math.round(top + 10)] });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [2, 2] });
      await sendMouse({ type: 'up' });
      expect(stage.frame.open).to.equal(true);
      await sendMouse({ type: 'click', position: [2, 2] });
      expect(stage.frame.open).to.equal(false);
      await stage.reopen();
      expect(stage.name.value).to.equal('Sprint');
    });

    it('by Cancel forgets the draft', async () => {
      const stage = await Stage.open();
      await sendKeys({ type: 'Sprint' });
      await stage.pick(0);
      stage.dialog.renderRoot.querySelector<HTMLElement>('.foot [type=button]')?.click();
      expect(stage.frame.open).to.equal(false);
      await stage.reopen();
      expect([stage.name.value, stage.chips]).to.deep.equal(['', []]);
    });

    it('comes with the removal of the widget, and the draft with its return', async () => {
      const stage = await Stage.open();
      await sendKeys({ type: 'Sprint' });
      stage.host.remove();
      expect(stage.frame.open).to.equal(false);
      document.body.append(stage.host);
      await stage.reopen();
      expect(stage.frame.matches(':modal')).to.equal(true);
      expect(stage.name.value).to.equal('Sprint');
      stage.host.remove();
    });

    it('gives up a search that is under way', async () => {
      const stage = await Stage.open();
      stage.field.focus();
      await sendKeys({ type: 'c' });
      expect(stage.clock.waiting).to.equal(1);
      stage.dialog.renderRoot.querySelector<HTMLElement>('.foot [type=button]')?.click();
      expect(stage.clock.waiting).to.equal(0);
    });

    it('hands no draft to the next person who signs in', async () => {
      const stage = await Stage.open();
      await sendKeys({ type: 'Secret' });
      await sendKeys({ press: 'Escape' });
      stage.host.session = startSession(new MemoryConnection({ me: BOB }));
      await settled();
      await stage.reopen();
      expect(stage.name.value).to.equal('');
      expect(stage.people).to.deep.equal(['Alice Aubert', 'Carol Côté']);
    });
  });

  it('speaks French', async () => {
    const stage = await Stage.open(new MemoryConnection(), 'fr');
    expect(stage.dialog.renderRoot.querySelector('h2')?.textContent).to.equal('Nouveau salon');
    expect(stage.submit.textContent.trim()).to.equal('Créer le salon');
    await stage.pick(0);
    expect(stage.said).to.equal('Bob Bergeron : ajout fait');
    await expect(stage.dialog).to.be.accessible();
  });
});
