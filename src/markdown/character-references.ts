import { characterEntities } from 'character-entities';
import type { Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import type { Construct, Extension, State, Tokenizer } from 'micromark-util-types';

const AMPERSAND = 38;
const HASH = 35;
const SEMICOLON = 59;
const LOWER_X = 120;
const UPPER_X = 88;

/** How many characters the three kinds may have between their markers, as CommonMark says, and which. */
const NAMED = { max: 31, allowed: /[a-z0-9]/i };
const DECIMAL = { max: 7, allowed: /[0-9]/ };
const HEXADECIMAL = { max: 6, allowed: /[0-9a-f]/i };

// micromark's own construct asks `decode-named-character-reference`, which in browsers works by innerHTML: Trusted Types
// forbid that. This one asks the table of the same authors. A named reference ends up in a token of its own, because the
// handler for the standard one would ask that package again.
const tokenizeReference: Tokenizer = function (effects, ok, nok) {
  let kind = NAMED;
  let size = 0;

  const start: State = (code) => {
    effects.enter('characterReference');
    effects.enter('characterReferenceMarker');
    effects.consume(code);
    effects.exit('characterReferenceMarker');
    return open;
  };

  const open: State = (code) => {
    if (code !== HASH) {
      effects.enter('namedCharacterReference');
      return value(code);
    }
    kind = DECIMAL;
    effects.enter('characterReferenceMarkerNumeric');
    effects.consume(code);
    effects.exit('characterReferenceMarkerNumeric');
    return numeric;
  };

  const numeric: State = (code) => {
    if (code !== LOWER_X && code !== UPPER_X) {
      effects.enter('characterReferenceValue');
      return value(code);
    }
    kind = HEXADECIMAL;
    effects.enter('characterReferenceMarkerHexadecimal');
    effects.consume(code);
    effects.exit('characterReferenceMarkerHexadecimal');
    effects.enter('characterReferenceValue');
    return value;
  };

  const value: State = (code) => {
    if (code === SEMICOLON && size > 0) return end(code);
    if (code === null || code < 0 || size === kind.max) return nok(code);
    if (!kind.allowed.test(String.fromCharCode(code))) return nok(code);
    size += 1;
    effects.consume(code);
    return value;
  };

  const end = (code: number): State | undefined => {
    const token = effects.exit(kind === NAMED ? 'namedCharacterReference' : 'characterReferenceValue');
    if (kind === NAMED && characterFor(this.sliceSerialize(token)) === undefined) return nok(code);
    effects.enter('characterReferenceMarker');
    effects.consume(code);
    effects.exit('characterReferenceMarker');
    effects.exit('characterReference');
    return ok;
  };

  return start;
};

const construct: Construct = { name: 'safeCharacterReference', tokenize: tokenizeReference };

/** The character for a name (`copy` → ©; case matters), or undefined when there is none. */
function characterFor(name: string): string | undefined {
  return Object.hasOwn(characterEntities, name) ? characterEntities[name] : undefined;
}

/** For micromark: replaces its character references. */
export const characterReferences: Extension = {
  disable: { null: ['characterReference'] },
  text: { [AMPERSAND]: construct },
  string: { [AMPERSAND]: construct },
};

/** For mdast-util-from-markdown: everything of it that would decode a named reference by itself. */
export const characterReferencesFromMarkdown: FromMarkdownExtension = {
  exit: {
    namedCharacterReference(token) {
      const text = this.stack.at(-1);
      if (text && 'value' in text) text.value += characterFor(this.sliceSerialize(token)) ?? '';
    },
    // The standard handler also decodes the label, which only a serialiser needs; we look up the identifier.
    labelText(token) {
      const reference = this.stack[this.stack.length - 2];
      if (reference) Object.assign(reference, { identifier: normalizeIdentifier(this.sliceSerialize(token)) });
    },
  },
};

// Upper case after lower case makes `ẞ` and `SS` one label, as CommonMark's case folding does.
function normalizeIdentifier(label: string): string {
  const folded = label.replace(/[\t\n\r ]+/g, ' ').replace(/^ | $/g, '');
  return folded.toLowerCase().toUpperCase().toLowerCase();
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    namedCharacterReference: 'namedCharacterReference';
  }
}
