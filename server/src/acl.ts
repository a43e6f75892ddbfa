/**
 * Wazo's access rules. A rule is dotted words: `*` stands for anything within a word, `#` for any run of words, the
 * words `me` and `my_session` also for the token's own user and session; a leading `!` forbids what it matches.
 */
export interface AccessCheck {
  /** Whether the rules allow `access`, such as `chatd.users.me.rooms.read`. */
  readonly allows: (access: string) => boolean;
}

function wordPattern(word: string, reserved: ReadonlyMap<string, string>): string {
  const replacement = reserved.get(word);
  if (replacement !== undefined) return `(?:${word}|${escapePattern(replacement)})`;
  return word
    .split(/([*#])/)
    .map((part) => (part === '*' ? '[^.#]*?' : part === '#' ? '.*?' : escapePattern(part)))
    .join('');
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** One expression for all rules: events are checked once per socket, so this must stay cheap. */
function compile(rules: readonly string[], reserved: ReadonlyMap<string, string>): RegExp | undefined {
  if (rules.length === 0) return undefined;
  const patterns = rules.map((rule) =>
    rule
      .split('.')
      .map((word) => wordPattern(word, reserved))
      .join('\\.'),
  );
  return new RegExp(`^(?:${patterns.join('|')})$`, 's');
}

export function accessCheck(rules: readonly string[], userUuid: string, sessionUuid: string): AccessCheck {
  const reserved = new Map([
    ['me', userUuid],
    ['my_session', sessionUuid],
  ]);
  const forbidden = compile(
    rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1)),
    reserved,
  );
  const allowed = compile(
    rules.filter((rule) => !rule.startsWith('!')),
    reserved,
  );
  return { allows: (access) => !forbidden?.test(access) && (allowed?.test(access) ?? false) };
}
