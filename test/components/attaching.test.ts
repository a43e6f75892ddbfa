import { expect, waitUntil } from '@open-wc/testing';
import type { Capabilities } from '../../src/connection/connection.js';
import { ChatFailure } from '../../src/model/errors.js';
import type { Part } from '../../src/model/message.js';
import { filesIn } from '../../src/ui/shared/chosen-files.js';
import { DEFAULT_SETTINGS } from '../../src/ui/host-settings.js';
import { COPIED } from '../support/clipboard-html.js';
import { LIMITS, MemoryConnection, room } from '../support/memory-connection.js';
import { removeThreads, threadFixture, type ThreadFixture } from '../support/thread-fixture.js';

/** A server that takes files, and has them when the test says so. */
class UploadConnection extends MemoryConnection {
  readonly arrivals: (() => void)[] = [];
  failure: ChatFailure | undefined;

  override get can(): Capabilities {
    return {
      ...super.can,
      attachments: {
        upload: (_room, part, _file, signal, onProgress) =>
          new Promise<Part>((resolve, reject) => {
            if (this.failure) reject(this.failure);
            signal.addEventListener('abort', () => reject(signal.reason as Error));
            onProgress(0.25);
            this.arrivals.push(() => resolve({ ...part, uuid: part.name }));
          }),
      },
    };
  }
}

async function show(canAttach = true): Promise<{ thread: ThreadFixture; connection: UploadConnection }> {
  const plain = new MemoryConnection().features;
  const features = canAttach ? new Set([...plain, 'attachments' as const]) : plain;
  const limits = { ...LIMITS, attachmentSize: 1_000_000, attachmentsPerMessage: 3 };
  const connection = new UploadConnection({ roomList: [room(1), room(2)], features, limits });
  return { thread: await threadFixture({ connection }), connection };
}

function transfer(...files: readonly File[]): DataTransfer {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  return data;
}

function drag(type: string, dataTransfer: DataTransfer): DragEvent {
  return new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true });
}

function paste(thread: ThreadFixture, clipboardData: DataTransfer): ClipboardEvent {
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true });
  thread.field().dispatchEvent(event);
  return event;
}

const NOTES = new File(['notes'], 'notes.txt', { type: 'text/plain' });
const cards = (thread: ThreadFixture): HTMLElement[] => thread.findAll('.waiting-file');

describe('attaching files', () => {
  afterEach(removeThreads);

  it('is absent where the server takes none', async () => {
    const { thread } = await show(false);
    expect(thread.findAll('.attach').length).to.equal(0);
    const event = drag('dragenter', transfer(NOTES));
    thread.thread.dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(false);
    expect(paste(thread, transfer(NOTES)).defaultPrevented).to.equal(false);
  });

  it('shows each file with its progress, and gives it back', async () => {
    const { thread, connection } = await show();
    expect(paste(thread, transfer(NOTES)).defaultPrevented).to.equal(true);
    await waitUntil(() => cards(thread).length === 1);
    const [card] = cards(thread);
    expect(card?.textContent).to.contain('notes.txt').and.to.contain('5 bytes');
    expect(card?.querySelector('progress')?.value).to.equal(0.25);
    await expect(thread.thread).to.be.accessible();
    connection.arrivals[0]?.();
    await waitUntil(() => !card?.querySelector('progress'));
    card?.querySelector<HTMLElement>('[aria-label="Remove notes.txt"]')?.click();
    await waitUntil(() => cards(thread).length === 0);
    expect(thread.field().matches(':focus')).to.equal(true);
  });

  it('takes what is dropped anywhere on the conversation, and says so meanwhile', async () => {
    const { thread } = await show();
    const data = transfer(NOTES, new File(['x'], 'b.txt'));
    const scroller = thread.scroller();
    for (const type of ['dragenter', 'dragover']) {
      const event = drag(type, data);
      scroller.dispatchEvent(event);
      expect(event.defaultPrevented, type).to.equal(true);
    }
    await waitUntil(() => thread.findAll('.drop').length === 1);
    scroller.dispatchEvent(drag('drop', data));
    await waitUntil(() => cards(thread).length === 2 && thread.findAll('.drop').length === 0);
  });

  it('is over when what was dragged has left the conversation', async () => {
    const { thread } = await show();
    const data = transfer(NOTES);
    thread.thread.dispatchEvent(drag('dragenter', data));
    thread.scroller().dispatchEvent(drag('dragenter', data));
    thread.thread.dispatchEvent(drag('dragleave', data));
    await waitUntil(() => thread.findAll('.drop').length === 1);
    thread.scroller().dispatchEvent(drag('dragleave', data));
    await waitUntil(() => thread.findAll('.drop').length === 0);
  });

  it('leaves text that is dragged or pasted to the field', async () => {
    const { thread } = await show();
    const text = new DataTransfer();
    text.setData('text/plain', 'words');
    const over = drag('dragenter', text);
    thread.thread.dispatchEvent(over);
    expect(over.defaultPrevented).to.equal(false);
    // As office programs do: the text, and a picture of it.
    text.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
    expect(paste(thread, text).defaultPrevented).to.equal(false);
    expect(cards(thread).length).to.equal(0);
  });

  for (const program of ['Excel', 'Word'])
    it(`leaves the picture behind that ${program} puts beside a text and its HTML`, async () => {
      const { thread } = await show();
      const copied = COPIED.find((each) => each.program === program);
      const data = transfer(new File(['x'], 'image.png', { type: 'image/png' }));
      data.setData('text/plain', copied?.plain ?? '');
      data.setData('text/html', copied?.html ?? '');
      expect(paste(thread, data).defaultPrevented).to.equal(true);
      await waitUntil(() => thread.field().value === copied?.markdown);
      expect(cards(thread).length).to.equal(0);
    });

  it('takes a picture with which an office program has put but blanks', async () => {
    const { thread } = await show();
    const data = transfer(new File(['x'], 'image.png', { type: 'image/png' }));
    data.setData('text/plain', ' \r\n');
    data.setData('text/html', '<p class=MsoNormal><img src="file:///C:/clip_image001.png"><o:p></o:p></p>');
    paste(thread, data);
    await waitUntil(() => cards(thread).length === 1);
    expect(thread.field().value).to.equal('');
  });

  it('refuses a folder with the reason, and takes the files beside it', async () => {
    const { thread } = await show();
    const item = (file: File, isDirectory: boolean): object => ({
      kind: 'file',
      getAsFile: () => file,
      webkitGetAsEntry: () => ({ isDirectory }),
    });
    const items = [item(new File([], 'Holidays'), true), item(NOTES, false)];
    const chosen = filesIn({ items } as unknown as DataTransfer);
    thread.thread.renderRoot.querySelector('wazo-chat-composer')?.attach(chosen);
    await waitUntil(() => thread.find('.problem').textContent.includes('“Holidays” is a folder'));
    expect(cards(thread).map((card) => card.querySelector('.name')?.textContent)).to.deep.equal(['notes.txt']);
    thread.field().value = 'x';
    thread.field().dispatchEvent(new InputEvent('input'));
    await waitUntil(() => thread.find('.problem').textContent.trim() === '');
  });

  it('says that the server is full', async () => {
    const { thread, connection } = await show();
    connection.failure = new ChatFailure('storage-full', 'insufficient-storage');
    paste(thread, transfer(NOTES));
    const alert = (): string => thread.find('.waiting-file').querySelector('[role=alert]')?.textContent.trim() ?? '';
    await waitUntil(() => cards(thread).length === 1 && alert() !== '');
    expect(alert()).to.equal('The server has no room left for your files.');
    await expect(thread.thread).to.be.accessible();
  });

  it('says why a file cannot be sent', async () => {
    const { thread } = await show();
    const files = [new File([], 'empty.txt'), new File(['x'.repeat(1_000_001)], 'large.bin')];
    paste(thread, transfer(...files, NOTES));
    await waitUntil(() => cards(thread).length === 3);
    const texts = cards(thread).map((card) => card.querySelector('[role=alert]')?.textContent.replace(/\s/gu, ' '));
    expect(texts).to.deep.equal(['The file is empty.', 'Too large: at most 1 MB.', undefined]);
    await expect(thread.thread).to.be.accessible();
  });

  it('refuses types that the page does not take, however they come, and lets the chooser propose the others', async () => {
    const { thread } = await show();
    thread.host.settings.setValue({ ...DEFAULT_SETTINGS, accept: 'image/*, .PDF,text/csv' });
    await waitUntil(() => thread.find('input.files').getAttribute('accept') === 'image/*, .PDF,text/csv');
    const types: readonly [string, string, boolean][] = [
      ['a.png', 'image/png', true],
      ['b.pdf', '', true],
      ['c.csv', 'text/csv', true],
      ['d.csv.exe', 'application/x-msdownload', false],
      ['pdf', 'application/pdf', false],
    ];
    for (const [name, type, isTaken] of types) {
      paste(thread, transfer(new File(['x'], name, { type })));
      await waitUntil(() => cards(thread).length === 1);
      expect(cards(thread)[0]!.textContent.includes('cannot be sent here'), name).to.equal(!isTaken);
      cards(thread)[0]!.querySelector<HTMLElement>(`[aria-label="Remove ${name}"]`)?.click();
      await waitUntil(() => cards(thread).length === 0);
    }
  });

  it('is absent where the page wants none', async () => {
    const { thread } = await show();
    thread.host.settings.setValue({ ...DEFAULT_SETTINGS, attachments: 'off' });
    await waitUntil(() => thread.findAll('.attach').length === 0);
    expect(paste(thread, transfer(NOTES)).defaultPrevented).to.equal(false);
    const event = drag('dragenter', transfer(NOTES));
    thread.thread.dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(false);
  });

  it('sends files without a text, when they are there', async () => {
    const { thread, connection } = await show();
    paste(thread, transfer(NOTES));
    await waitUntil(() => cards(thread).length === 1);
    const send = thread.find('.send');
    expect(send.getAttribute('aria-disabled')).to.equal(null);
    send.click();
    await waitUntil(() => thread.find('.sending-files').textContent.includes('It goes when'));
    expect(send.getAttribute('aria-label')).to.equal('Do not send yet');
    connection.arrivals[0]?.();
    await waitUntil(() => connection.stored.some(({ body }) => body?.parts[0]?.uuid === 'notes.txt'));
    await waitUntil(() => cards(thread).length === 0);
    expect(send.getAttribute('aria-label')).to.equal('Send');
  });

  it('draws a small picture of a picture', async () => {
    const { thread } = await show();
    const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 200 });
    const blob = await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((made) => (made ? resolve(made) : reject(new Error('no picture')))),
    );
    paste(thread, transfer(new File([blob], 'photo.png', { type: 'image/png' })));
    await waitUntil(
      () => thread.findAll('wazo-chat-thumbnail')[0]?.shadowRoot?.querySelector('canvas')?.height === 120,
    );
  });
});
