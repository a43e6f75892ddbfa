/** Files that messages carry: what is known of them; their bytes are in the storage, by `uuid`. */
export const sql = `
-- Signs the addresses of files.
ALTER TABLE wazo_server ADD COLUMN file_secret bytea NOT NULL
  DEFAULT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());

CREATE TABLE chatd_room_attachment (
  uuid uuid PRIMARY KEY,
  -- What goes away leaves the file to whoever tidies up.
  room_uuid uuid REFERENCES chatd_room (uuid) ON DELETE SET NULL,
  message_uuid uuid REFERENCES chatd_room_message (uuid) ON DELETE SET NULL,
  -- Its place among the files of the message.
  position integer NOT NULL DEFAULT 0,
  user_uuid uuid NOT NULL,
  tenant_uuid uuid NOT NULL,
  name text NOT NULL,
  content_type text NOT NULL,
  size bigint NOT NULL,
  width integer,
  height integer,
  -- Null until all of it has arrived.
  sha256 bytea,
  created_at timestamptz NOT NULL,
  -- From when on it may go while no message carries it; null: at once.
  removable_at timestamptz
);
CREATE INDEX chatd_room_attachment__message ON chatd_room_attachment (message_uuid, position);
CREATE INDEX chatd_room_attachment__room ON chatd_room_attachment (room_uuid);
CREATE INDEX chatd_room_attachment__user ON chatd_room_attachment (user_uuid);
CREATE INDEX chatd_room_attachment__loose ON chatd_room_attachment (removable_at) WHERE message_uuid IS NULL;
`;
