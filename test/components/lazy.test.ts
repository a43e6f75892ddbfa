import { expect } from '@open-wc/testing';
import { define, load } from '../../src/ui/lazy.js';

class First extends HTMLElement {}
class Second extends HTMLElement {}
class Third extends HTMLElement {}

describe('what is loaded when it is needed', () => {
  const offline = (): Promise<never> => Promise.reject(new Error('offline'));

  it('is registered by the tags that its chunk names', async () => {
    const roomDialog = (): Promise<{ elements: { 'lazy-probe': typeof First } }> =>
      Promise.resolve({ elements: { 'lazy-probe': First } });
    expect(
      await load('roomDialog', {
        roomDialog,
        emojiPicker: offline,
        linkPreview: offline,
        lightbox: offline,
        gifPicker: offline,
        personCard: offline,
        conversation: offline,
        voicePlayer: offline,
        voiceRecorder: offline,
      }),
    ).to.equal(true);
    expect(customElements.get('lazy-probe')).to.equal(First);
  });

  it('may fail to arrive, which is answered and not thrown, and may be asked for again', async () => {
    let attempts = 0;
    const emojiPicker = (): Promise<{ elements: object }> =>
      (attempts += 1) === 1 ? offline() : Promise.resolve({ elements: {} });
    expect(await load('emojiPicker', { emojiPicker, roomDialog: offline } as never)).to.equal(false);
    expect(await load('emojiPicker', { emojiPicker, roomDialog: offline } as never)).to.equal(true);
  });

  it('brings all that the chunks of today register', async () => {
    expect(await load('emojiPicker')).to.equal(true);
    expect(await load('roomDialog')).to.equal(true);
    for (const tag of ['wazo-chat-emoji-picker', 'wazo-chat-people-picker', 'wazo-chat-room-dialog'])
      expect(customElements.get(tag), tag).to.be.a('function');
  });

  it('leaves a tag that is taken as it is', () => {
    define({ 'lazy-taken': Second });
    define({ 'lazy-taken': Third });
    expect(customElements.get('lazy-taken')).to.equal(Second);
  });
});
