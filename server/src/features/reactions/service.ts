import type { Session } from '../../auth/session.js';
import type { BusEvent } from '../../bus/bus.js';
import type { Chat } from '../../chat/chat.js';
import type { MessageAddress } from '../../chat/message.js';
import { saveChanged } from '../../chat/revisions.js';
import { findTarget, lockLiving } from '../../chat/target.js';
import { type ApiError, chatdError, invalidData } from '../../errors.js';
import { isShortcode } from './emoji.js';
import * as queries from './queries.js';
import type { Reaction } from './queries.js';

export interface Added {
  readonly reaction: Reaction;
  /** Whether it was not there before. */
  readonly isNew: boolean;
}

export class ReactionService {
  readonly #chat: Chat;

  constructor(chat: Chat) {
    this.#chat = chat;
  }

  list(session: Session, address: MessageAddress): Promise<object> {
    return this.#chat.read(async (snapshot) => {
      await findTarget(snapshot, session, address);
      const items = (await queries.findReactions(snapshot, [address.messageUuid])).map(queries.toReaction);
      return { items, filtered: items.length, total: items.length };
    });
  }

  /**
   * @param emoji in its fully-qualified form, or the `:shortcode:` of a custom one
   * @throws ApiError 400 when there is no such custom emoji
   */
  async add(session: Session, address: MessageAddress, emoji: string): Promise<Added> {
    if (isShortcode(emoji) && !(await this.#chat.isReaction(session, emoji))) throw notAnEmoji();
    const key = { message_uuid: address.messageUuid, user_uuid: session.userUuid, emoji };
    return this.#chat.change<Added>(address.roomUuid, async (transaction) => {
      const { members, message } = await lockLiving(transaction, session, address);
      const known = await queries.findReaction(transaction, key);
      if (known) return { result: { reaction: queries.toReaction(known), isNew: false } };
      const { revision, at } = await this.#chat.nextChange(transaction, address.roomUuid);
      const row = { ...key, created_at: at };
      await queries.insertReaction(transaction, row);
      await saveChanged(transaction, { ...message, revision });
      const event = changed('created', session, { ...address, revision }, emoji, members);
      return { result: { reaction: queries.toReaction(row), isNew: true }, event };
    });
  }

  /** @throws ApiError 404 `unknown-reaction` when there is none to take back */
  async remove(session: Session, address: MessageAddress, emoji: string): Promise<void> {
    const key = { message_uuid: address.messageUuid, user_uuid: session.userUuid, emoji };
    await this.#chat.change(address.roomUuid, async (transaction) => {
      const { members, message } = await lockLiving(transaction, session, address);
      if (!(await queries.deleteReaction(transaction, key))) {
        throw chatdError(404, 'unknown-reaction', `No such reaction: "${emoji}"`, { emoji }, 'reactions');
      }
      const { revision } = await this.#chat.nextChange(transaction, address.roomUuid);
      await saveChanged(transaction, { ...message, revision });
      const event = changed('deleted', session, { ...address, revision }, emoji, members);
      return { result: undefined, event };
    });
  }
}

export const notAnEmoji = (): ApiError =>
  invalidData({
    emoji: [{ constraint_id: 'emoji', constraint: 'RGI_Emoji', message: 'Must be exactly one emoji.' }],
  });

const changed = (
  change: 'created' | 'deleted',
  { tenantUuid, userUuid }: Session,
  { roomUuid, messageUuid, revision }: MessageAddress & { readonly revision: number },
  emoji: string,
  recipients: readonly string[],
): BusEvent => ({
  name: `chatd_users_room_message_reaction_${change}`,
  tenantUuid,
  recipients,
  requiredAcl: `events.chatd.users.{recipient}.rooms.${roomUuid}.messages.${messageUuid}.reactions.${change}`,
  keys: { room_uuid: roomUuid, message_uuid: messageUuid, revision },
  data: { emoji, user_uuid: userUuid },
});
