/* global document */
import 'deep-chat';
import { items, ME, personName } from '../page/messages.ts';
import { present, stage } from '../page/stage.ts';

// deep-chat has no reactions and no list of rooms.
const messageOf = ({ person, text }) => ({ text, role: person === ME ? 'user' : personName(person).split(' ')[0] });

// It keeps 4,000 messages on screen and no more. It removes what is older one by one, with a layout for each, which takes
// minutes for 10,000: it gets what it can show.
const MOST = 4_000;

let history = [];
let chat;

present({
  rows: '.outer-message-container',
  messages: '.outer-message-container',
  prepare(messages) {
    history = items(messages).slice(-MOST).map(messageOf);
  },
  openRoom() {
    chat = document.createElement('deep-chat');
    chat.style.cssText = 'display: block; inline-size: 100%; block-size: 100%; border: 0';
    Object.assign(chat, { history, connect: { handler: () => undefined }, names: true });
    stage().append(chat);
  },
  receive: (item) => chat.addMessage(messageOf(item)),
  scroller: () => chat?.shadowRoot?.getElementById('messages') ?? null,
  input: () => chat?.shadowRoot?.getElementById('text-input') ?? null,
});
