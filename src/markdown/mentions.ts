import { html, type TemplateResult } from 'lit';
import type { Node } from 'mdast';
import type { Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import type { Construct, Extension, State, Token } from 'micromark-util-types';
import { mentionAt, mentionedUser, mentionText, type Mention as Found } from '../model/mention.js';
import type { RenderContext } from './context.js';
import { sourceOfParse, spend } from './measured-constructs.js';

const AT = 64;
/** What looking for a name costs at most, in vain. */
const IN_VAIN = 100;

/** What the mentions that were found say. */
const mentionOf = new WeakMap<Token, Found>();

/** Somebody who is named. Looked up in the source, as addresses are. */
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

/** For micromark: `@[Name](user:UUID)` and `@[room](room:all)`. */
export const mentions: Extension = { text: { [AT]: mention } };

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
 * A mention as a chip that leads to the person, by the name that they have now; as text where nobody knows the person, and
 * in a link, which leads elsewhere.
 */
export function renderMention(node: Mention, { people, isInLink }: RenderContext): unknown {
  const uuid = mentionedUser(node);
  const name = uuid === null ? node.name : people?.nameOf(uuid);
  if (people === undefined || name === undefined || isInLink) return mentionText(node);
  if (uuid === null) return html`<span class="md-mention md-mention-me"><bdi>${mentionText(node)}</bdi></span>`;
  return renderChip(uuid, mentionText({ name }), uuid === people.me);
}

// No `<button>`: what is in one cannot be selected as text.
function renderChip(uuid: string, text: string, isMe: boolean): TemplateResult {
  return html`<span
    class=${isMe ? 'md-mention md-mention-me' : 'md-mention'}
    role="button"
    tabindex="0"
    aria-haspopup="dialog"
    data-user=${uuid}
    ><bdi>${text}</bdi></span
  >`;
}

interface Mention extends Node {
  type: 'mention';
  name: string;
  /** `user:UUID` or `room:all`. */
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
