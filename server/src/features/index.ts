import type { FastifyInstance } from 'fastify';
import { Chat } from '../chat/chat.js';
import type { Feature } from '../chat/feature.js';
import type { Context } from '../context.js';
import { guard } from '../http/guard.js';
import { attachments } from './attachments/feature.js';
import { changes } from './changes/feature.js';
import { customEmoji } from './custom-emoji/feature.js';
import { deletion } from './deletion/feature.js';
import { editing } from './editing/feature.js';
import { gifs } from './gifs/feature.js';
import { mentions } from './mentions/feature.js';
import { messages } from './messages/feature.js';
import { reactions } from './reactions/feature.js';
import { receipts } from './receipts/feature.js';
import { rooms } from './rooms/feature.js';

/** All that this server's chat can do. */
const featuresOf = (context: Context): readonly Feature[] => [
  rooms,
  messages,
  mentions,
  changes,
  reactions,
  editing,
  deletion,
  receipts,
  attachments(context),
  gifs(context),
  customEmoji(context),
];

/** What this server has beyond a stock chatd, which answers 404 here. */
const described = (features: readonly Feature[]): object => ({
  version: 1,
  features: features.map(({ name }) => name).filter((name) => name !== null),
  limits: Object.assign({}, ...features.map(({ limits }) => limits)) as object,
});

export function registerChat(app: FastifyInstance, context: Context): void {
  const features = featuresOf(context);
  const chat = new Chat(context, features);
  for (const feature of features) feature.register(app, context, chat);
  const answer = described(features);
  const access = guard(context.auth, 'chatd.users.:me.rooms.features.read');
  app.get('/api/chatd/1.0/users/:user/rooms/features', { onRequest: access }, () => Promise.resolve(answer));
}
