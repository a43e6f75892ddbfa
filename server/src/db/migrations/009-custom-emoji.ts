/** Emoji of a tenant's own; their pictures are small, and so in the database, where all processes have them. */
export const sql = `
CREATE TABLE chatd_custom_emoji (
  tenant_uuid uuid NOT NULL REFERENCES chatd_tenant (uuid) ON DELETE CASCADE,
  -- Without colons.
  shortcode text NOT NULL,
  -- Its address: nobody can guess it, and another picture has another one.
  uuid uuid NOT NULL UNIQUE,
  content_type text NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (tenant_uuid, shortcode)
);
`;
