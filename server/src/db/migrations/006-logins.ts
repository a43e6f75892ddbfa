/**
 * Signing in by e-mail address reads an index and finds one person: an address is the same in capitals and small letters.
 * Where several people have one, the first of them keeps it. The others keep their user names to sign in with, and their
 * addresses are in `wazo_user_former_email` for whoever tidies up.
 */
export const sql = `
CREATE TABLE wazo_user_former_email (
  user_uuid uuid PRIMARY KEY REFERENCES wazo_user (uuid) ON DELETE CASCADE,
  email text NOT NULL
);

INSERT INTO wazo_user_former_email (user_uuid, email)
SELECT uuid, email FROM (
  SELECT uuid, email, row_number() OVER (PARTITION BY lower(email) ORDER BY created_at, id) AS place
  FROM wazo_user WHERE email IS NOT NULL
) AS address WHERE place > 1;

UPDATE wazo_user SET email = NULL WHERE uuid IN (SELECT user_uuid FROM wazo_user_former_email);

ALTER TABLE wazo_user DROP CONSTRAINT IF EXISTS wazo_user_email_key;
CREATE UNIQUE INDEX wazo_user__email ON wazo_user (lower(email));
`;
