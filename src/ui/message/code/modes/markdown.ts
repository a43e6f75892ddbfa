import type { StreamParser } from '@codemirror/streamparser';

export interface MarkdownState {
  /** The fence that code is in, or an empty text. */
  fence: string;
}

/** What stands in a line, each with its style. */
const INLINE: readonly (readonly [pattern: RegExp, style: string])[] = [
  [/^`[^`]+`/, 'string'],
  [/^!?\[[^\]]*\]\([^)]*\)/, 'link'],
  [/^<?https?:\/\/[^\s>]+>?/, 'link'],
  [/^(?:\*\*|__)\S.*?(?:\*\*|__)/, 'strong'],
  [/^[*_]\S[^*_]*[*_]/, 'strong'],
  [/^[^`![<*_h]+/, ''],
];

/** The source of Markdown: headings, lists, quotes, code and links. */
export const markdown: StreamParser<MarkdownState> = {
  name: 'markdown',
  startState: () => ({ fence: '' }),
  token(stream, state) {
    if (state.fence !== '') {
      if (stream.string.trim().startsWith(state.fence)) state.fence = '';
      stream.skipToEnd();
      return 'string';
    }
    if (stream.sol()) {
      const fence = /^\s{0,3}(`{3,}|~{3,})/.exec(stream.string)?.[1];
      if (fence !== undefined) {
        state.fence = fence;
        stream.skipToEnd();
        return 'string';
      }
      if (stream.match(/^\s{0,3}#{1,6}(?=\s).*/)) return 'heading';
      if (stream.match(/^\s*(?:[-*+]|\d{1,9}[.)])(?=\s)|^\s*>+/)) return 'keyword';
    }
    for (const [pattern, style] of INLINE) if (stream.match(pattern)) return style;
    stream.next();
    return null;
  },
};
