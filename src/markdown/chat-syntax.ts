import { parse } from 'micromark';
import type { Construct, ConstructRecord, Extension } from 'micromark-util-types';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { escape, keptBackslash } from './escapes.js';
import { withChatFlanking } from './flanking.js';
import { lineEnd, notDeep, outsideLine } from './lines.js';
import { BAR, spoiler } from './spoiler.js';

const ASTERISK = 42;
const UNDERSCORE = 95;
const TILDE = 126;
const BACKSLASH = 92;
const HASH = 35;

const { constructs } = parse();
const strike = gfmStrikethrough({ singleTilde: false });

function constructOf(record: ConstructRecord | undefined, code: number): Construct {
  const [construct] = [record?.[code] ?? []].flat();
  if (!construct) throw new Error(`micromark has no construct for ${String.fromCharCode(code)}.`);
  return construct;
}

const emphasis = withChatFlanking(constructOf(constructs.text, ASTERISK));
const strikethrough = withChatFlanking(constructOf(strike.text, TILDE));
const hidden = withChatFlanking(spoiler);

/** What replaces CommonMark's rules, or is not there, in a chat: docs/decisions/markdown-for-chat.md says why of each. */
export const chatSyntax: Extension = {
  disable: {
    null: [
      // Without these `<b>` is nothing but text, so that no raw HTML node can ever reach the renderer.
      ...['htmlFlow', 'htmlText'],
      ...['characterReference', 'definition', 'setextUnderline', 'codeIndented', 'hardBreakEscape'],
      // Ours are below.
      ...['attention', 'characterEscape', 'headingAtx', 'lineEnding'],
    ],
  },
  // In destinations all escapes of CommonMark stay: `(` and `)` need them.
  string: { [BACKSLASH]: { ...constructOf(constructs.string, BACKSLASH), name: 'chat:characterEscape' } },
  flow: { [HASH]: notDeep(constructOf(constructs.flow, HASH)), null: outsideLine },
  text: {
    [ASTERISK]: emphasis,
    [UNDERSCORE]: emphasis,
    [TILDE]: strikethrough,
    [BAR]: hidden,
    [BACKSLASH]: [escape, keptBackslash],
    [-5]: lineEnd,
    [-4]: lineEnd,
    [-3]: lineEnd,
  },
  insideSpan: { null: [strikethrough, hidden] },
  attentionMarkers: { null: [TILDE, BAR] },
};
