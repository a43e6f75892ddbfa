/** What a sender calls his message, so that a repeated POST is recognised. */
export const sql = `
CREATE TABLE chatd_room_message_client (
  user_uuid uuid NOT NULL,
  client_uuid uuid NOT NULL,
  -- Checked at the end of the transaction: the name is claimed before the message is written.
  message_uuid uuid NOT NULL UNIQUE
    REFERENCES chatd_room_message (uuid) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (user_uuid, client_uuid)
);
`;
