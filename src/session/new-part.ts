import type { Part } from '../model/message.js';

/** A file that is nowhere but on this device, as a message will carry it. */
export function partOf(name: string, { type, size }: Blob): Part {
  const contentType = type || 'application/octet-stream';
  return { kind: 'file', uuid: null, name, contentType, size, width: null, height: null, url: null };
}
