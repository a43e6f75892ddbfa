/** The extension's tables; they only refer to chatd's, never change them. */
export const sql = `
CREATE TABLE chatd_room_message_reaction (
  message_uuid uuid NOT NULL REFERENCES chatd_room_message (uuid) ON DELETE CASCADE,
  user_uuid uuid NOT NULL,
  emoji text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (message_uuid, user_uuid, emoji)
);

-- Every list of messages says how many there are in all: counting 100,000 rows takes ten times as long as reading a page.
-- A room without a row here (one that another chatd made) is counted each time.
CREATE TABLE chatd_room_message_count (
  room_uuid uuid PRIMARY KEY REFERENCES chatd_room (uuid) ON DELETE CASCADE,
  messages bigint NOT NULL
);
`;
