import type { Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import type { Parent, PhrasingContent } from 'mdast';
import { splice } from 'micromark-util-chunked';
import { resolveAll } from 'micromark-util-resolve-all';
import type { Construct, Event, State, Token, TokenizeContext } from 'micromark-util-types';

export const BAR = 124;
const SIZE = 2;

/** `||text||`, of which others shall decide themselves whether they read it. Two bars, neither more nor fewer. */
export const spoiler: Construct = {
  name: 'spoiler',
  tokenize(effects, ok, nok) {
    const { previous } = this;
    let size = 0;
    const more: State = (code) => {
      if (code === BAR) {
        if (size === SIZE) return nok(code);
        effects.consume(code);
        size += 1;
        return more;
      }
      if (size < SIZE) return nok(code);
      // Whether they open or close, withChatFlanking says.
      effects.exit('spoilerSequence');
      return ok(code);
    };
    return (code) => {
      if (previous === BAR) return nok(code);
      effects.enter('spoilerSequence');
      return more(code);
    };
  },
  resolveAll(events, context) {
    const pairs = pairsIn(events);
    // From the last one on: those before keep their places.
    for (const [open, close] of pairs.reverse()) putAround(events, open, close, context);
    for (const [, token] of events) if (token.type === 'spoilerSequence' && !token._paired) token.type = 'data';
    return events;
  },
};

/** The marks that open and close, by where their tokens end and begin; one pass, since spoilers are not nested. */
function pairsIn(events: readonly Event[]): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let open: number | undefined;
  events.forEach(([kind, token], index) => {
    if (token.type !== 'spoilerSequence' || token._paired) return;
    if (open !== undefined && kind === 'enter' && token._close && index > open + 1) {
      pairs.push([open, index]);
      open = undefined;
      // Its own end opens nothing.
      token._open = false;
    } else if (open === undefined && kind === 'exit' && token._open) open = index;
  });
  return pairs;
}

/** @param open where the opening mark ends; close: where the closing one begins */
function putAround(events: Event[], open: number, close: number, context: TokenizeContext): void {
  const [opener, closer] = [events[open]?.[1], events[close]?.[1]];
  if (!opener || !closer) return;
  opener._paired = closer._paired = true;
  const whole: Token = { type: 'spoiler', start: { ...opener.start }, end: { ...closer.end } };
  const inside = resolveAll(context.parser.constructs.insideSpan.null ?? [], events.slice(open + 1, close), context);
  const replaced: Event[] = [
    ['enter', whole, context],
    ['enter', opener, context],
    ['exit', opener, context],
  ];
  splice(replaced, replaced.length, 0, inside);
  splice(replaced, replaced.length, 0, [
    ['enter', closer, context],
    ['exit', closer, context],
    ['exit', whole, context],
  ]);
  splice(events, open - 1, close - open + 3, replaced);
}

/** For mdast-util-from-markdown. */
export const spoilerFromMarkdown: FromMarkdownExtension = {
  canContainEols: ['spoiler'],
  enter: {
    spoiler(token) {
      this.enter({ type: 'spoiler', children: [] }, token);
    },
  },
  exit: {
    spoiler(token) {
      this.exit(token);
    },
  },
};

export interface Spoiler extends Parent {
  type: 'spoiler';
  children: PhrasingContent[];
}

declare module 'mdast' {
  interface PhrasingContentMap {
    spoiler: Spoiler;
  }
  interface RootContentMap {
    spoiler: Spoiler;
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    spoiler: 'spoiler';
    spoilerSequence: 'spoilerSequence';
  }
  interface Token {
    /** Of the mark of a spoiler: the other one was found. */
    _paired?: boolean;
  }
}
