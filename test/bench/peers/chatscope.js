import '@chatscope/chat-ui-kit-styles/dist/default/styles.min.css';
import {
  Avatar,
  ChatContainer,
  Conversation,
  ConversationList,
  MainContainer,
  Message,
  MessageInput,
  MessageList,
  Sidebar,
} from '@chatscope/chat-ui-kit-react';
import { createElement as h, memo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { items, ME, personName, roomLastItem, roomName } from '../page/messages.ts';
import { present, stage } from '../page/stage.ts';

// chatscope draws no Markdown. Its rows are memoised, as a careful application would do.
const Row = memo(function Row({ item }) {
  const { person, text, at, reactions } = item;
  const sender = personName(person);
  const direction = person === ME ? 'outgoing' : 'incoming';
  const model = { message: text, sender, sentTime: at.toISOString(), direction, position: 'single', type: 'text' };
  const chips = reactions.map(({ emoji }) => emoji).join(' ');
  return h(
    Message,
    { model },
    h(Message.Header, { sender, sentTime: at.toISOString().slice(11, 16) }),
    h(Avatar, { name: sender }),
    chips ? h(Message.Footer, { sentTime: chips }) : null,
  );
});

let receive;

function Room({ first }) {
  const [all, setAll] = useState(first);
  receive = (item) => setAll((before) => [...before, item]);
  return h(
    MainContainer,
    null,
    h(
      ChatContainer,
      null,
      h(
        MessageList,
        null,
        all.map((item) => h(Row, { key: item.index, item })),
      ),
      h(MessageInput, { placeholder: 'Message', attachButton: false }),
    ),
  );
}

function Rooms({ count }) {
  const rows = Array.from({ length: count }, (_, index) => {
    const { person, text } = roomLastItem(index);
    const name = roomName(index);
    return h(Conversation, { key: index, name, lastSenderName: personName(person), info: text }, h(Avatar, { name }));
  });
  return h(MainContainer, null, h(Sidebar, { position: 'left' }, h(ConversationList, null, rows)));
}

let data = { first: [], rooms: 0 };
const find = (selector) => stage().querySelector(selector);

present({
  rows: '.cs-message',
  messages: '.cs-message',
  prepare(messages, rooms) {
    data = { first: items(messages), rooms };
  },
  openRoom: () => createRoot(stage()).render(h(Room, { first: data.first })),
  openRooms: () => createRoot(stage()).render(h(Rooms, { count: data.rooms })),
  receive: (item) => receive(item),
  scroller: () => find('.cs-message-list__scroll-wrapper'),
  input: () => find('.cs-message-input__content-editor'),
  firstRoom: () => find('.cs-conversation'),
});
