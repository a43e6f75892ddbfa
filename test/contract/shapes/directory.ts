import { exactly, integer, list, nullable, object, text, uuid } from '../shape.js';

const SOURCE = object({ backend: exactly('wazo'), name: text, tenant_uuid: uuid, uuid });

/** dird's sources of one backend; `total` counts those of every backend. */
export const SOURCES = object({ total: integer, filtered: integer, items: list(SOURCE) });

export const CONTACT = object({
  id: integer,
  uuid,
  firstname: text,
  lastname: nullable(text),
  email: nullable(text),
  exten: nullable(text),
  mobile_phone_number: nullable(text),
  voicemail_number: nullable(text),
});

export const CONTACTS = object({ total: integer, filtered: integer, items: list(CONTACT) });

/** confd says some fifty things about one's own user; these are what a chat may rely on. */
export const CONFD_USER = object(
  { uuid, firstname: text, lastname: nullable(text), email: nullable(text) },
  { open: true },
);
