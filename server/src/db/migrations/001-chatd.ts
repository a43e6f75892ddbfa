/** chatd's own tables, as it has them; the server's additions live in tables of their own beside them. */
export const sql = `
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE TABLE IF NOT EXISTS chatd_tenant (
  uuid uuid PRIMARY KEY
);

CREATE TABLE IF NOT EXISTS chatd_user (
  uuid uuid PRIMARY KEY,
  tenant_uuid uuid NOT NULL REFERENCES chatd_tenant (uuid) ON DELETE CASCADE,
  state text NOT NULL DEFAULT 'unavailable',
  status text,
  do_not_disturb boolean NOT NULL DEFAULT false,
  last_activity timestamptz
);
CREATE INDEX IF NOT EXISTS chatd_user__tenant ON chatd_user (tenant_uuid);

CREATE TABLE IF NOT EXISTS chatd_room (
  uuid uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text,
  tenant_uuid uuid NOT NULL REFERENCES chatd_tenant (uuid) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS chatd_room_user (
  room_uuid uuid NOT NULL REFERENCES chatd_room (uuid) ON DELETE CASCADE,
  uuid uuid NOT NULL,
  tenant_uuid uuid NOT NULL,
  wazo_uuid uuid NOT NULL,
  identity text,
  PRIMARY KEY (room_uuid, uuid, tenant_uuid, wazo_uuid)
);
CREATE INDEX IF NOT EXISTS chatd_room_user__user ON chatd_room_user (uuid, room_uuid);

CREATE TABLE IF NOT EXISTS chatd_room_message (
  uuid uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  room_uuid uuid NOT NULL REFERENCES chatd_room (uuid) ON DELETE CASCADE,
  content text NOT NULL,
  alias varchar(256),
  user_uuid uuid NOT NULL,
  tenant_uuid uuid NOT NULL,
  wazo_uuid uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
-- Pages are read straight off this index, so that a long room costs what a short one does.
CREATE INDEX IF NOT EXISTS chatd_room_message__page ON chatd_room_message (room_uuid, created_at, uuid);
`;
