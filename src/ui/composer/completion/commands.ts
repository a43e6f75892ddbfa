import { fold } from '../../../i18n/fold.js';
import type { Localize } from '../../../i18n/localize.js';
import type { Command } from '../commands/command.js';
import type { Suggestion } from './suggestion.js';

/** The commands whose names begin so. */
export function suggestCommands(
  typed: string,
  commands: readonly Command[],
  localize: Localize,
): readonly Suggestion[] {
  const query = fold(typed);
  return commands
    .filter(({ name }) => fold(name).startsWith(query))
    .map((command) => ({
      id: command.name,
      text: `/${command.name}`,
      label: `/${command.name}`,
      match: { rank: 0, start: 1, end: 1 + typed.length },
      detail: command.describe(localize),
    }));
}
