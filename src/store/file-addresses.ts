import type { Message } from '../model/message.js';

// Where files can be read. An address is no fact of a message: it is good for some hours, and one that is known stays until it
// has failed, so that a picture on screen is not loaded again for nothing.

/** The message with these addresses, by the uuids of the files. */
export function withAddresses(message: Message, known: ReadonlyMap<string, string>): Message {
  const { body } = message;
  if (!body) return message;
  const parts = body.parts.map((part) => {
    const url = part.uuid === null ? undefined : known.get(part.uuid);
    return url === undefined || url === part.url ? part : { ...part, url };
  });
  const isSame = parts.every((part, index) => part === body.parts[index]);
  return isSame ? message : { ...message, body: { ...body, parts } };
}

/** The addresses in messages, by the uuids of the files; of two for one file, the last. */
export function addressesIn(messages: readonly Message[]): ReadonlyMap<string, string> {
  const parts = messages.flatMap(({ body }) => body?.parts ?? []);
  return new Map(
    parts.flatMap(({ uuid, url }) => (uuid === null || url === null ? [] : [[uuid, url] as [string, string]])),
  );
}

/** One of two states of a message, with the addresses that were known first and those that only the other one has. */
export function withKnownAddresses(message: Message, first: Message, second: Message): Message {
  if (!message.body || message.body.parts.length === 0) return message;
  return withAddresses(message, addressesIn([second, first]));
}

/** As a device may keep it: who finds the device must not read the files by it, and it will have expired. */
export function withoutAddresses(message: Message): Message {
  const { body } = message;
  if (!body || body.parts.length === 0) return message;
  return { ...message, body: { ...body, parts: body.parts.map((part) => ({ ...part, url: null })) } };
}
