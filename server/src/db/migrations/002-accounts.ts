/** What wazo-auth and wazo-confd would keep: the server's identity, people, their tokens. */
export const sql = `
CREATE TABLE wazo_server (
  uuid uuid NOT NULL,
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one)
);
INSERT INTO wazo_server (uuid) VALUES (gen_random_uuid());

CREATE TABLE wazo_tenant (
  uuid uuid PRIMARY KEY REFERENCES chatd_tenant (uuid) ON DELETE CASCADE,
  name text NOT NULL,
  source_uuid uuid NOT NULL UNIQUE DEFAULT gen_random_uuid()
);

CREATE TABLE wazo_user (
  uuid uuid PRIMARY KEY REFERENCES chatd_user (uuid) ON DELETE CASCADE,
  id integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  tenant_uuid uuid NOT NULL REFERENCES wazo_tenant (uuid) ON DELETE CASCADE,
  username text NOT NULL UNIQUE,
  password_hash text,
  -- null: the rules of an ordinary user
  acl jsonb,
  firstname text NOT NULL,
  lastname text,
  email text UNIQUE,
  exten text,
  mobile_phone_number text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX wazo_user__tenant ON wazo_user (tenant_uuid);

CREATE TABLE auth_token (
  -- sha-256 of the token: a stolen copy of the database opens nothing
  hash bytea PRIMARY KEY,
  user_uuid uuid NOT NULL REFERENCES wazo_user (uuid) ON DELETE CASCADE,
  session_uuid uuid NOT NULL,
  acl jsonb NOT NULL,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  remote_addr text NOT NULL,
  user_agent text NOT NULL
);
CREATE INDEX auth_token__user ON auth_token (user_uuid, issued_at);
CREATE INDEX auth_token__expiry ON auth_token (expires_at);

CREATE TABLE auth_refresh_token (
  hash bytea PRIMARY KEY,
  user_uuid uuid NOT NULL REFERENCES wazo_user (uuid) ON DELETE CASCADE,
  client_id text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX auth_refresh_token__user ON auth_refresh_token (user_uuid, created_at);
`;
