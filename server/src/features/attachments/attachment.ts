import type { AttachmentRow } from './queries.js';
import type { UrlSigner } from './signed-url.js';

/** A file as REST and events carry it. */
export interface Attachment {
  readonly uuid: string;
  readonly name: string;
  readonly content_type: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels of a picture as it is shown; null for anything else. */
  readonly width: number | null;
  readonly height: number | null;
  /** Below the server's own address; it expires. */
  readonly url: string;
}

/** @param now milliseconds since 1970 */
export function toAttachment(row: AttachmentRow, signer: UrlSigner, now: number): Attachment {
  const { uuid, name, content_type, size, width, height } = row;
  return { uuid, name, content_type, size, width, height, url: signer.urlOf(uuid, name, now) };
}
