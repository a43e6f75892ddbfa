/** A text as it is written, with its mentions; other programs take the plain one. */
const TYPE = 'application/x-wazo-chat';

/** Puts a text onto the clipboard. @param source the same as it is written */
export function putWithMentions(clipboard: DataTransfer, plain: string, source: string): void {
  clipboard.setData('text/plain', plain);
  clipboard.setData(TYPE, source);
}

/** What was copied, as it is written; empty where it is of another program or without mentions. */
export function withMentions(clipboard: DataTransfer): string {
  return clipboard.getData(TYPE);
}
