/**
 * One counter of changes per room, and the number under which each message last changed: docs/decisions/revisions.md.
 */
export const sql = `
-- Beside the count of messages, in the row that every post locks.
ALTER TABLE chatd_room_message_count ADD COLUMN revision bigint NOT NULL DEFAULT 0;
-- The time of the room's last change: the next one is later, whatever the clock says.
ALTER TABLE chatd_room_message_count ADD COLUMN changed_at timestamptz;
-- Null: not counted, in a room that another chatd made.
ALTER TABLE chatd_room_message_count ALTER COLUMN messages DROP NOT NULL;

-- What the extension knows of a message. One without a row here (older than this table, or written by another chatd) has
-- the revision 0.
CREATE TABLE chatd_room_message_state (
  message_uuid uuid PRIMARY KEY REFERENCES chatd_room_message (uuid) ON DELETE CASCADE,
  room_uuid uuid NOT NULL REFERENCES chatd_room (uuid) ON DELETE CASCADE,
  revision bigint NOT NULL,
  updated_at timestamptz,
  deleted_at timestamptz,
  -- No two changes of a room have the same number; what changed after one is read off this index.
  UNIQUE (room_uuid, revision)
);
`;
