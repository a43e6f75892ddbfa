import type { Session } from '../../auth/session.js';
import type { BusEvent } from '../../bus/bus.js';
import type { Chat } from '../../chat/chat.js';
import { type MessageAddress, type MessageRow, writeContent } from '../../chat/message.js';
import { saveChanged } from '../../chat/revisions.js';
import { lockTarget, refuseOthers } from '../../chat/target.js';

export class DeletionService {
  readonly #chat: Chat;

  constructor(chat: Chat) {
    this.#chat = chat;
  }

  /**
   * Makes one's own message a tombstone: it stays in its place and says nothing. Deleted again, nothing happens.
   * @throws ApiError 404 when the caller may not see it, 403 when another has written it
   */
  async delete(session: Session, address: MessageAddress): Promise<void> {
    await this.#chat.change(address.roomUuid, async (transaction) => {
      const { message, members } = await lockTarget(transaction, session, address);
      refuseOthers(session, message);
      if (message.deleted_at !== null) return { result: undefined };
      const { revision, at } = await this.#chat.nextChange(transaction, address.roomUuid);
      const row = { ...message, content: '', revision, deleted_at: at };
      await writeContent(transaction, message.uuid, row.content);
      await this.#chat.messageDeleted(transaction, row);
      await saveChanged(transaction, row);
      return { result: undefined, event: deleted(row, members) };
    });
  }
}

const deleted = (message: MessageRow, recipients: readonly string[]): BusEvent => {
  const { uuid, room_uuid, revision, deleted_at } = message;
  return {
    name: 'chatd_user_room_message_deleted',
    tenantUuid: message.tenant_uuid,
    recipients,
    requiredAcl: `events.chatd.users.{recipient}.rooms.${room_uuid}.messages.${uuid}.deleted`,
    keys: { room_uuid, message_uuid: uuid, revision },
    data: { uuid, deleted_at },
  };
};
