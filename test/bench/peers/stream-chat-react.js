import 'stream-chat-react/dist/css/index.css';
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { StreamChat } from 'stream-chat';
import { Channel, ChannelList, Chat, MessageComposer, VirtualizedMessageList, Window } from 'stream-chat-react';
import { items, ME, PEOPLE, personName, roomLastItem, roomName } from '../page/messages.ts';
import { present, stage } from '../page/stage.ts';

const userOf = (person) => ({ id: String(person), name: personName(person), role: 'user' });

// The client thinks that it is connected; nothing of it reaches a network.
const client = new StreamChat('bench');
client.openConnection = () => (client.wsPromise = Promise.resolve());
client.doAxiosRequest = () => Promise.resolve({ channels: [], messages: [], members: [], drafts: [], reminders: [] });
const CONFIG = { typing_events: true, read_events: true, reactions: true, replies: true, uploads: false, commands: [] };

function messageOf({ index, person, text, at, reactions }) {
  const all = reactions.map(({ emoji, person: by }) => ({
    type: emoji,
    user: userOf(by),
    user_id: String(by),
    score: 1,
    message_id: String(index),
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
  }));
  const counts = {};
  const groups = {};
  for (const { type, created_at } of all) {
    counts[type] = (counts[type] ?? 0) + 1;
    groups[type] = {
      count: counts[type],
      sum_scores: counts[type],
      first_reaction_at: created_at,
      last_reaction_at: created_at,
    };
  }
  return {
    id: String(index),
    cid: 'messaging:0',
    type: 'regular',
    text,
    html: '',
    attachments: [],
    mentioned_users: [],
    user: userOf(person),
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
    latest_reactions: all,
    own_reactions: [],
    reaction_counts: counts,
    reaction_scores: counts,
    reaction_groups: groups,
    reply_count: 0,
    status: 'received',
  };
}

function channelOf(index, messages) {
  const name = roomName(index);
  const channel = client.channel('messaging', String(index), { name });
  channel.initialized = true;
  channel.data = {
    ...channel.data,
    name,
    config: CONFIG,
    own_capabilities: ['send-message', 'read-events', 'send-reaction'],
  };
  channel.getConfig = () => CONFIG;
  channel.countUnread = () => 0;
  channel.state.members = Object.fromEntries(
    Array.from({ length: PEOPLE }, (_, person) => [String(person), { user: userOf(person), user_id: String(person) }]),
  );
  channel.state.initMessages();
  channel.state.addMessagesSorted(messages, false, true, true, 'current');
  for (const set of channel.state.messageSets) set.pagination = { hasPrev: false, hasNext: false };
  return channel;
}

let channels = [];
const find = (selector) => stage().querySelector(selector);

function Room() {
  return h(
    Channel,
    { channel: channels[0] },
    // "auto" is what its documentation advises for a high throughput.
    h(Window, null, h(VirtualizedMessageList, { stickToBottomScrollBehavior: 'auto' }), h(MessageComposer)),
  );
}

present({
  rows: '[data-item-index]',
  messages: '[data-item-index]',
  async prepare(messages, rooms) {
    await client.connectUser(userOf(ME), 'x.eyJ1c2VyX2lkIjoiMCJ9.x');
    channels = Array.from({ length: rooms }, (_, index) =>
      channelOf(index, rooms === 1 ? items(messages).map(messageOf) : [messageOf(roomLastItem(index))]),
    );
    client.queryChannels = () => Promise.resolve({ channels });
  },
  openRoom: () => createRoot(stage()).render(h(Chat, { client }, h(Room))),
  openRooms: () =>
    createRoot(stage()).render(h(Chat, { client }, h(ChannelList, { filters: {}, setActiveChannelOnMount: false }))),
  receive(item) {
    const message = messageOf(item);
    client.dispatchEvent({
      type: 'message.new',
      cid: 'messaging:0',
      channel_id: '0',
      channel_type: 'messaging',
      message,
      user: message.user,
      created_at: message.created_at,
    });
  },
  scroller: () => find('[data-virtuoso-scroller]'),
  input: () => find('textarea'),
  firstRoom: () => find('.str-chat__channel-list-item'),
});
