import { linesOf } from './plain-lines.js';

/** A part of a copied conversation. */
export type Passage = MessagePassage | LinePassage;

export interface MessagePassage {
  readonly kind: 'message';
  /** Null: only the text is wanted. */
  readonly head: { readonly author: string; readonly time: string } | null;
  /** Whether it continues the message above. */
  readonly continues: boolean;
  readonly content: DocumentFragment;
}

/** What stands between messages, such as a day. */
export interface LinePassage {
  readonly kind: 'line';
  readonly text: string;
}

/** A conversation as text: author and time above each group, a blank line between groups. */
export function transcript(passages: readonly Passage[]): string {
  return groupsOf(passages).map(plainGroup).join('\n\n');
}

/** The same with its formatting. */
export function richTranscript(passages: readonly Passage[]): string {
  const page = document.implementation.createHTMLDocument('');
  page.body.append(...groupsOf(passages).flatMap((group) => richGroup(group, page)));
  return page.body.innerHTML;
}

/** A line of its own, or messages. */
interface Group {
  readonly line: string | null;
  readonly messages: MessagePassage[];
}

/** The passages that stand under one author and time. */
function groupsOf(passages: readonly Passage[]): readonly Group[] {
  const groups: Group[] = [];
  for (const passage of withoutOnlyDay(passages)) {
    const last = groups.at(-1);
    if (passage.kind === 'line') groups.push({ line: passage.text, messages: [] });
    else if (passage.continues && last?.line === null) last.messages.push(passage);
    else groups.push({ line: null, messages: [passage] });
  }
  return groups;
}

/** The day of one day's messages is where they come from; the line at the head says nothing that one selected. */
function withoutOnlyDay(passages: readonly Passage[]): readonly Passage[] {
  const [first, ...others] = passages;
  const isOnly = first?.kind === 'line' && others.every(({ kind }) => kind === 'message');
  return isOnly ? others : passages;
}

function plainGroup({ line, messages }: Group): string {
  if (line !== null) return line;
  const head = messages[0]?.head;
  const lines = messages.flatMap(({ content }) => linesOf(content));
  return [...(head ? [`${head.author}  ${head.time}`] : []), ...lines].join('\n');
}

function richGroup({ line, messages }: Group, page: Document): readonly Node[] {
  if (line !== null) return [paragraph(page, line)];
  return [...richHead(messages[0]?.head ?? null, page), ...messages.map(({ content }) => content.cloneNode(true))];
}

function richHead(head: MessagePassage['head'], page: Document): readonly Node[] {
  if (!head) return [];
  const author = page.createElement('strong');
  author.textContent = head.author;
  return [paragraph(page, author, ` ${head.time}`)];
}

function paragraph(page: Document, ...content: readonly (Node | string)[]): HTMLElement {
  const element = page.createElement('p');
  element.append(...content);
  return element;
}
