import { yaml as original } from '@codemirror/legacy-modes/mode/yaml';
import type { Language } from '../languages.js';

/** Blanks are read apart: the mode tries each number of them again, which takes seconds for a line of nothing else. */
export const yaml: Language = {
  ...original,
  token: (stream, state) => (!stream.sol() && stream.eatSpace() ? null : readFromText(stream, state)),
};

const readFromText: Language['token'] = (stream, state) => {
  const indentation = /^\s+/.exec(stream.string)?.[0].length ?? 0;
  if (!stream.sol() || indentation === 0) return original.token(stream, state);
  // It sees where the line begins by an empty token before it.
  stream.pos = indentation;
  return null;
};
