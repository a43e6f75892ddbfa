import { html, type TemplateResult } from 'lit';
import type { Node } from 'mdast';
import type { Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import type { Construct, Extension, State, Token } from 'micromark-util-types';
import { mentionAt, mentionedRoom, mentionedUser, mentionText, type Mention as Found } from '../model/mention.js';
import type { RenderContext } from './context.js';
import { sourceOfParse, spend } from './measured-constructs.js';

const AT = 64;
const HASH = 35;
/** What looking for a name costs at most, in vain. */
const IN_VAIN = 100;

/** What the mentions that were found say. */
const mentionOf = new WeakMap<Token, Found>();

/** Somebody, or a room, that is named. Looked up in the source, as addresses are. */
const mention: Construct = {
  name: 'chat:mention',
  tokenize(effects, ok, nok) {
    const start = this.now().offset;
    const found = mentionAt(sourceOfParse(), start);
    if (!found && sourceOfParse().charAt(start + 1) === '[') spend(IN_VAIN);
    let left = found?.length ?? 0;
    const take: State = (code) => {
      if (code === null || code < 0) return nok(code);
      effects.consume(code);
      left -= 1;
      if (left > 0) return take;
      effects.exit('mention');
      return ok;
    };
    return (code) => {
      if (!found) return nok(code);
      mentionOf.set(effects.enter('mention'), found);
      return take(code);
    };
  },
};

/** For micromark: `@[Name](user:UUID)`, `@[room](room:all)` and `#[Name](room:UUID)`. */
export const mentions: Extension = { text: { [AT]: mention, [HASH]: mention } };

/** For mdast-util-from-markdown. */
export const mentionsFromMarkdown: FromMarkdownExtension = {
  enter: {
    mention(token) {
      const { name = '', target = '' } = mentionOf.get(token) ?? {};
      this.enter({ type: 'mention', name, target }, token);
    },
  },
  exit: {
    mention(token) {
      this.exit(token);
    },
  },
};

/**
 * A mention as a chip that leads to the person or the room, by the name that they have now; as text where the reader does not
 * know them, and in a link, which leads elsewhere.
 */
export function renderMention(node: Mention, { people, isInLink }: RenderContext): unknown {
  if (people === undefined || isInLink) return mentionText(node);
  const [user, room] = [mentionedUser(node), mentionedRoom(node)];
  const uuid = user ?? room;
  if (uuid === null)
    return html`<span class="md-mention md-mention-me" data-room="all"><bdi>${mentionText(node)}</bdi></span>`;
  const name = people.nameOf(uuid);
  if (name === undefined) return mentionText(node);
  const text = mentionText({ name, target: node.target });
  return user === null ? renderRoom(uuid, text) : renderPerson(uuid, text, uuid === people.me);
}

// No `<button>`: what is in one cannot be selected as text.
function renderPerson(uuid: string, text: string, isMe: boolean): TemplateResult {
  return html`<span
    class=${isMe ? 'md-mention md-mention-me' : 'md-mention'}
    role="button"
    tabindex="0"
    aria-haspopup="dialog"
    data-user=${uuid}
    ><bdi>${text}</bdi></span
  >`;
}

function renderRoom(uuid: string, text: string): TemplateResult {
  return html`<span class="md-mention" role="link" tabindex="0" data-room=${uuid}><bdi>${text}</bdi></span>`;
}

interface Mention extends Node {
  type: 'mention';
  name: string;
  /** `user:UUID`, `room:all` or `room:UUID`. */
  target: string;
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    mention: 'mention';
  }
}

declare module 'mdast' {
  interface PhrasingContentMap {
    mention: Mention;
  }
  interface RootContentMap {
    mention: Mention;
  }
}
