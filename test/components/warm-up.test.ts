import { expect } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { loadLanguage } from '../../src/i18n/languages.js';
import { loadFormatter } from '../../src/markdown/load.js';
import { define } from '../../src/ui/lazy.js';
import { WazoChatMessage } from '../../src/ui/message/message.js';
import { WazoChatComposer } from '../../src/ui/composer/composer.js';
import { WazoChatRoomList } from '../../src/ui/room-list/room-list.js';
import { elements as writing } from '../../src/ui/composer/writing.js';
import { elements as conversation } from '../../src/ui/thread/conversation.js';
import { warmUp } from '../../src/ui/warm-up/warm-up.js';

define({ 'wazo-chat-room-list': WazoChatRoomList, ...writing, ...conversation });

type Method = (...words: unknown[]) => unknown;

/** Has `meanwhile` called before each call of a method. @returns the way back */
function watch(target: object, name: string, meanwhile: (words: unknown[], self: unknown) => void): () => void {
  const owner = target as Record<string, Method>;
  const own = Object.getOwnPropertyDescriptor(target, name);
  const original = owner[name];
  owner[name] = function (this: unknown, ...words: unknown[]) {
    meanwhile(words, this);
    return original?.apply(this, words);
  };
  return () => {
    if (own) Object.defineProperty(target, name, own);
    else Reflect.deleteProperty(target, name);
  };
}

/** Counts the calls of a method until `restore`. */
function count(target: object, name: string): { calls: number; restore: () => void } {
  const counted = { calls: 0, restore: watch(target, name, () => (counted.calls += 1)) };
  return counted;
}

/** Notes who listens to `target` and does not stop, by a call or by a signal. */
function watchListeners(target: EventTarget): { left: () => unknown[]; restore: () => void } {
  const added: { type: unknown; listener: unknown; signal: AbortSignal | undefined }[] = [];
  const restoreAdding = watch(target, 'addEventListener', ([type, listener, options]) => {
    added.push({ type, listener, signal: (options as AddEventListenerOptions | undefined)?.signal });
  });
  const restoreRemoving = watch(target, 'removeEventListener', ([type, listener]) => {
    const at = added.findIndex((each) => each.type === type && each.listener === listener);
    if (at >= 0) added.splice(at, 1);
  });
  return {
    left: () => added.filter(({ signal }) => !signal?.aborted).map(({ type }) => type),
    restore: () => {
      restoreAdding();
      restoreRemoving();
    },
  };
}

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('the warm-up', () => {
  before(() => loadFormatter());

  it('draws rooms, messages and the composer', async () => {
    const drawn = [WazoChatRoomList, WazoChatMessage, WazoChatComposer].map((element) =>
      count(element.prototype, 'performUpdate'),
    );
    await warmUp(nextTask);
    drawn.forEach(({ restore }) => restore());
    for (const { calls } of drawn) expect(calls).to.be.at.least(3);
  });

  it('does it in small pieces', async () => {
    const messages = count(WazoChatMessage.prototype, 'performUpdate');
    const most: number[] = [];
    await warmUp(async () => {
      most.push(messages.calls);
      messages.calls = 0;
      await nextTask();
    });
    messages.restore();
    expect(Math.max(...most), 'messages between two pauses').to.equal(1);
  });

  it('touches neither page, network nor device, and leaves no listener', async () => {
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((added) => records.push(...added));
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const asked = [
      count(globalThis, 'fetch'),
      count(WebSocket.prototype, 'send'),
      count(BroadcastChannel.prototype, 'postMessage'),
      count(IDBFactory.prototype, 'open'),
      count(Storage.prototype, 'setItem'),
    ];
    const listeners = [window, document].map(watchListeners);
    const focused = document.activeElement;
    await warmUp(nextTask);
    await nextTask();
    [...asked, ...listeners].forEach(({ restore }) => restore());
    records.push(...observer.takeRecords());
    observer.disconnect();
    expect(records).to.deep.equal([]);
    expect(asked.map(({ calls }) => calls)).to.deep.equal(asked.map(() => 0));
    expect(listeners.flatMap(({ left }) => left())).to.deep.equal([]);
    expect(document.activeElement).to.equal(focused);
  });

  it('ends what it began where it is interrupted', async () => {
    const begun = count(WazoChatMessage.prototype, 'connectedCallback');
    const ended = count(WazoChatMessage.prototype, 'disconnectedCallback');
    let pauses = 0;
    let failure: unknown;
    try {
      await warmUp(async () => {
        await nextTask();
        if ((pauses += 1) > 12) throw new Error('The page is closing.');
      });
    } catch (error) {
      failure = error;
    }
    begun.restore();
    ended.restore();
    expect(failure).to.have.property('message', 'The page is closing.');
    expect(begun.calls).to.be.at.least(1);
    expect(ended.calls).to.equal(begun.calls);
  });

  it('speaks the language of the page', async () => {
    await loadLanguage('fr');
    const { documentElement } = document;
    const [before, labels] = [documentElement.lang, new Set<unknown>()];
    const restore = watch(WazoChatComposer.prototype, 'updated', (_words, self) => {
      labels.add((self as LitElement).renderRoot.querySelector('.send')?.getAttribute('aria-label'));
    });
    documentElement.lang = 'fr';
    await warmUp(nextTask);
    documentElement.lang = before;
    restore();
    expect([...labels]).to.deep.equal(['Envoyer']);
  });
});
