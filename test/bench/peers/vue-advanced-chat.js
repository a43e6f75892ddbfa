/* global document, setTimeout */
import { register } from 'vue-advanced-chat';
import { items, ME, PEOPLE, personName, roomLastItem, roomName } from '../page/messages.ts';
import { present, stage } from '../page/stage.ts';

register();

const users = Array.from({ length: PEOPLE }, (_, person) => ({
  _id: String(person),
  username: personName(person),
  avatar: '',
}));
const time = (at) => at.toISOString().slice(11, 16);

function messageOf({ index, person, text, at, reactions }) {
  const byEmoji = {};
  for (const { emoji, person: by } of reactions) (byEmoji[emoji] ??= []).push(String(by));
  return {
    _id: String(index),
    indexId: index,
    content: text,
    senderId: String(person),
    username: personName(person),
    date: at.toISOString().slice(0, 10),
    timestamp: time(at),
    saved: true,
    distributed: true,
    seen: true,
    ...(reactions.length > 0 ? { reactions: byEmoji } : {}),
  };
}

function roomOf(index) {
  const last = roomLastItem(index);
  return {
    roomId: String(index),
    roomName: roomName(index),
    avatar: '',
    index: last.at.getTime(),
    users,
    lastMessage: {
      content: last.text,
      senderId: String(last.person),
      username: personName(last.person),
      timestamp: time(last.at),
    },
  };
}

let data = { messages: [], rooms: [] };
let chat;

function mount(roomId) {
  chat = document.createElement('vue-advanced-chat');
  Object.assign(chat, {
    height: '100%',
    currentUserId: String(ME),
    rooms: data.rooms,
    roomsLoaded: true,
    messages: [],
    messagesLoaded: false,
    singleRoom: false,
    ...(roomId === null ? { loadFirstRoom: false } : { roomId }),
  });
  // The component asks for the messages of the room that it opens, and ignores those that it is given before.
  chat.addEventListener('fetch-messages', () => {
    setTimeout(() => {
      chat.messages = data.messages;
      chat.messagesLoaded = true;
    });
  });
  stage().append(chat);
}

const find = (selector) => chat?.shadowRoot?.querySelector(selector) ?? null;

present({
  rows: '.vac-message-wrapper, .vac-text-started, .vac-card-info',
  messages: '.vac-message-wrapper',
  prepare(messages, rooms) {
    data = { messages: items(messages).map(messageOf), rooms: Array.from({ length: rooms }, (_, n) => roomOf(n)) };
  },
  openRoom: () => mount('0'),
  openRooms: () => mount(null),
  receive(item) {
    data.messages = [...data.messages, messageOf(item)];
    chat.messages = data.messages;
  },
  scroller: () => find('.vac-container-scroll'),
  input: () => find('textarea'),
  firstRoom: () => find('.vac-room-item'),
});
