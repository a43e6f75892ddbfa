import type { Session } from '../../auth/session.js';
import type { BusEvent } from '../../bus/bus.js';
import type { Chat } from '../../chat/chat.js';
import { type Message, type MessageAddress, writeContent } from '../../chat/message.js';
import { saveChanged } from '../../chat/revisions.js';
import { lockLiving, refuseOthers } from '../../chat/target.js';

export class EditingService {
  readonly #chat: Chat;

  constructor(chat: Chat) {
    this.#chat = chat;
  }

  /**
   * Changes what one's own message says; to the same words, nothing happens.
   * @throws ApiError 404 when the caller may not see it or it is deleted, 403 when another has written it
   */
  edit(session: Session, address: MessageAddress, content: string): Promise<Message> {
    return this.#chat.change(address.roomUuid, async (transaction) => {
      const { message, members } = await lockLiving(transaction, session, address);
      refuseOthers(session, message);
      if (message.content === content) return { result: await this.#chat.message(transaction, session, message) };
      const { revision, at } = await this.#chat.nextChange(transaction, address.roomUuid);
      const row = { ...message, content, revision, updated_at: at };
      await writeContent(transaction, message.uuid, content);
      await saveChanged(transaction, row);
      const result = await this.#chat.message(transaction, session, row);
      return { result, event: updated(result, members) };
    });
  }
}

const updated = (message: Message, recipients: readonly string[]): BusEvent => ({
  name: 'chatd_user_room_message_updated',
  tenantUuid: message.tenant_uuid,
  recipients,
  requiredAcl: `events.chatd.users.{recipient}.rooms.${message.room.uuid}.messages.${message.uuid}.updated`,
  keys: { room_uuid: message.room.uuid, message_uuid: message.uuid },
  data: message,
});
