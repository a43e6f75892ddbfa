import type { Localize } from '../../../i18n/localize.js';
import type { HostSettings } from '../../host-settings.js';

/** What the page's own command is told. */
export interface ChatCommandContext {
  /** The uuid of the room in which it was written. */
  readonly room: string;
  /** Aborted when the person calls it off, or leaves the page. */
  readonly signal: AbortSignal;
}

/** A command of the host page: `/name text` in the composer runs it. */
export interface ChatCommand {
  /** Without the slash: letters, digits, `_` and `-`, at most 32. */
  readonly name: string;
  /** One line that says what it does, in the language of the page. */
  readonly description: string;
  /**
   * @param text what was written after the name
   * @returns a text, or a promise of one, that is sent in place of what was written; anything else: nothing is sent
   */
  readonly run: (text: string, context: ChatCommandContext) => unknown;
}

/** One of ours, or of the page. */
export interface Command {
  readonly name: string;
  readonly describe: (localize: Localize) => string;
  readonly run: ChatCommand['run'];
}

const NAME = /^[\p{L}\p{N}_-]{1,32}$/u;
const CALL = /^\/([\p{L}\p{N}_-]{1,32})(?:\s+([\s\S]*))?$/u;

const BUILT_IN: readonly Command[] = [
  { name: 'me', describe: (localize) => localize.term('commandMe'), run: (text) => emphasised(text) },
  { name: 'shrug', describe: (localize) => localize.term('commandShrug'), run: (text) => `${text} ¯\\_(ツ)_/¯`.trim() },
  { name: 'code', describe: (localize) => localize.term('commandCode'), run: (text) => fenced(text) },
];

/** What can be run here, by name; the page's own go before ours. What it gives that is none is left out. */
export function commandsOf({ commands }: HostSettings): readonly Command[] {
  const own = (Array.isArray(commands) ? (commands as readonly unknown[]) : []).filter(isCommand).map(toCommand);
  const names = new Set(own.map(({ name }) => name.toLowerCase()));
  const all = [...own, ...BUILT_IN.filter(({ name }) => !names.has(name))];
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The command that a text calls, and what it says to it. Any other text with a slash in front is a text. */
export function calledIn(text: string, commands: readonly Command[]): { command: Command; text: string } | undefined {
  const [, name = '', rest = ''] = CALL.exec(text.trimEnd()) ?? [];
  const command = commands.find((each) => each.name.toLowerCase() === name.toLowerCase());
  return command && { command, text: rest };
}

function isCommand(value: unknown): value is ChatCommand {
  const { name, run } = (value ?? {}) as Partial<Record<keyof ChatCommand, unknown>>;
  return typeof name === 'string' && NAME.test(name) && typeof run === 'function';
}

function toCommand(command: ChatCommand): Command {
  const description = typeof command.description === 'string' ? command.description : '';
  return {
    name: command.name,
    describe: () => description,
    run: (...told) => command.run(...told),
  };
}

/** Each line by itself: emphasis does not go beyond a paragraph. */
function emphasised(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line.replace(/^(\s*)(.*?)(\s*)$/, (_all, before: string, words: string, after: string) =>
        words === '' ? '' : `${before}_${words.replace(/(?<!\\)_/g, '\\_')}_${after}`,
      ),
    )
    .join('\n');
}

/** The fence is longer than any in the text. */
function fenced(text: string): string {
  if (text.trim() === '') return '';
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
