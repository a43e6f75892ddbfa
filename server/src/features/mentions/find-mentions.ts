/** Who a text names, by uuid in lower case, each once, in the order of the text. */
export interface Named {
  readonly users: readonly string[];
  /** Whether it names everybody in the room. */
  readonly room: boolean;
}

const MENTION =
  /@\[[^[\]\\|`\p{Cc}\p{Zl}\p{Zp}]{1,100}\]\((?:user:([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})|room:all)\)/giu;
/** What may stand before a fence: quotes and items of lists. */
const CONTAINERS = /^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)](?=[ \t])))*[ \t]*/;
const FENCE = /^(`{3,}(?!.*`)|~{3,})/;

/** Reads `@[Name](user:UUID)` and `@[room](room:all)`, but not in code. Takes linear time. */
export function findMentions(content: string): Named {
  const users = new Set<string>();
  let room = false;
  if (!content.includes('@[')) return { users: [], room };
  for (const [, user] of withoutCode(content).matchAll(MENTION)) {
    if (user === undefined) room = true;
    else users.add(user.toLowerCase());
  }
  return { users: [...users], room };
}

/** Without blocks between fences, and without spans between backticks, which end with the paragraph. */
function withoutCode(content: string): string {
  const paragraphs: string[][] = [[]];
  let fence: string | undefined;
  for (const line of content.split(/\r\n|\r|\n/)) {
    const text = line.replace(CONTAINERS, '');
    const [mark] = FENCE.exec(text) ?? [];
    if (fence !== undefined) {
      if (text.startsWith(fence) && text.replaceAll(fence.charAt(0), '').trim() === '') fence = undefined;
    } else if (mark !== undefined) {
      fence = mark;
      paragraphs.push([]);
    } else if (text === '') paragraphs.push([]);
    else paragraphs.at(-1)?.push(line);
  }
  return paragraphs.map((lines) => withoutSpans(lines.join('\n'))).join('\n\n');
}

/** A run of backticks opens code that the next run of the same length closes; one behind a backslash opens none. */
function withoutSpans(paragraph: string): string {
  const runs = [...paragraph.matchAll(/(\\?)(`+)/g)].map((match) => {
    const escaped = match[1] === '\\' ? 1 : 0;
    return { start: match.index + escaped, inner: match[2]?.length ?? 0, escaped };
  });
  const closers = nextOfLength(runs.map(({ inner }) => inner));
  let text = '';
  let from = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index];
    const closer = closers[index];
    if (!run || run.escaped === 1 || closer === undefined) continue;
    const end = runs[closer];
    text += `${paragraph.slice(from, run.start)} `;
    from = (end?.start ?? 0) + (end?.inner ?? 0);
    index = closer;
  }
  return text + paragraph.slice(from);
}

/** For each run, the index of the next one as long. */
function nextOfLength(lengths: readonly number[]): readonly (number | undefined)[] {
  const next = new Map<number, number>();
  const found = Array<number | undefined>(lengths.length);
  for (let index = lengths.length - 1; index >= 0; index -= 1) {
    const length = lengths[index] ?? 0;
    found[index] = next.get(length);
    next.set(length, index);
  }
  return found;
}
