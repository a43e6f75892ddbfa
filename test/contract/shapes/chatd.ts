import { anything, exactly, flag, integer, list, nothing, nullable, object, text, uuid, type Shape } from '../shape.js';
import { MOMENT, ZONELESS_MOMENT } from './moments.js';

/** chatd's lists: `total` of all there are, `filtered` of those that the query selects, `items` of this page. */
export function listOf<T>(item: Shape<T>) {
  return object({ items: list(item), filtered: integer, total: integer });
}

const ROOM_USER = object(
  { uuid, tenant_uuid: uuid, wazo_uuid: uuid, identity: nullable(text) },
  { optional: { joined_at: MOMENT, left_at: nullable(MOMENT) } },
);

export const REACTION = object({ emoji: text, user_uuid: uuid, created_at: MOMENT });

export const ATTACHMENT = object({
  uuid,
  name: text,
  content_type: text,
  size: integer,
  width: nullable(integer),
  height: nullable(integer),
  url: text,
});

/** What can be sent as a file; its addresses are below the server's own. */
export const GIF = object({ id: text, title: text, url: text, preview_url: text, width: integer, height: integer });

/** Its address is below the server's own. */
export const CUSTOM_EMOJI = object({ shortcode: text, url: text });

const DELIVERY = object({ type: exactly('internal'), backend: nothing, recipients: exactly([]) });

/** Optional: what the group-chat extension adds to a message. */
export const MESSAGE = object(
  {
    uuid,
    content: text,
    alias: nullable(text),
    delivery: DELIVERY,
    user_uuid: uuid,
    tenant_uuid: uuid,
    wazo_uuid: uuid,
    created_at: MOMENT,
    room: object({ uuid }),
  },
  {
    optional: {
      revision: integer,
      reactions: list(REACTION),
      client_uuid: nullable(uuid),
      updated_at: nullable(MOMENT),
      deleted_at: nullable(MOMENT),
      parent_uuid: nullable(uuid),
      replies: nullable(object({ count: integer, last_at: nullable(MOMENT), user_uuids: list(uuid) })),
      attachments: list(ATTACHMENT),
      mentions: list(uuid),
      pinned_at: nullable(MOMENT),
    },
  },
);

/** What changed in a room after a revision; `revision: null` says that a fresh page is cheaper. */
export const CHANGES = object({ items: list(MESSAGE), revision: nullable(integer), complete: flag });

/** Optional: what the group-chat extension adds to a room. */
export const ROOM = object(
  { uuid, tenant_uuid: uuid, name: nullable(text), users: list(ROOM_USER) },
  {
    optional: {
      revision: integer,
      owner_uuid: nullable(uuid),
      created_at: MOMENT,
      last_message: nullable(MESSAGE),
      unread_count: integer,
      last_read_message_uuid: nullable(uuid),
      notify: text,
    },
  },
);

const PRESENCE_KEYS = {
  uuid,
  tenant_uuid: uuid,
  state: text,
  status: nullable(text),
  do_not_disturb: flag,
  lines: list(anything),
  connected: flag,
  line_state: text,
  mobile: flag,
};

export const PRESENCE = object({ ...PRESENCE_KEYS, last_activity: nullable(MOMENT) });

/** In an event the same moment comes without its zone. */
export const PRESENCE_IN_EVENT = object({ ...PRESENCE_KEYS, last_activity: nullable(ZONELESS_MOMENT) });

export const FEATURES = object({
  version: exactly(1),
  features: list(text),
  limits: object(
    { content_length: integer, participants: integer, page: integer },
    { optional: { attachment_size: integer, attachments_per_message: integer } },
  ),
});
