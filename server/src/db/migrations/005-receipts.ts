/**
 * How far each person has read, and counts that make the unread ones a subtraction:
 * messages of the room - mine - those of others that I have read.
 */
export const sql = `
CREATE TABLE chatd_room_user_read (
  room_uuid uuid NOT NULL REFERENCES chatd_room (uuid) ON DELETE CASCADE,
  user_uuid uuid NOT NULL,
  -- Messages that the user has written into the room.
  posted bigint NOT NULL DEFAULT 0,
  -- The place up to which he has read; without a reference, since it stays where it is when the message goes.
  message_uuid uuid,
  message_at timestamptz,
  -- Messages of others up to that place.
  others_read bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (room_uuid, user_uuid)
);

-- What was there before anybody could say that he has read it, counts as read.
WITH posted AS (
  SELECT room_uuid, user_uuid, count(*) AS messages FROM chatd_room_message GROUP BY room_uuid, user_uuid
), newest AS (
  SELECT DISTINCT ON (room_uuid) room_uuid, uuid, created_at FROM chatd_room_message
  ORDER BY room_uuid, created_at DESC, uuid DESC
)
INSERT INTO chatd_room_user_read (room_uuid, user_uuid, posted, message_uuid, message_at, others_read)
SELECT member.room_uuid, member.uuid, coalesce(posted.messages, 0), newest.uuid, newest.created_at,
  coalesce(total.messages, 0) - coalesce(posted.messages, 0)
FROM (SELECT DISTINCT room_uuid, uuid FROM chatd_room_user) AS member
JOIN newest ON newest.room_uuid = member.room_uuid
LEFT JOIN posted ON posted.room_uuid = member.room_uuid AND posted.user_uuid = member.uuid
LEFT JOIN chatd_room_message_count AS total ON total.room_uuid = member.room_uuid;
`;
