import { html, nothing, type TemplateResult } from 'lit';
import SmilePlus from 'lucide/dist/esm/icons/face-slightly-smiling-plus.mjs';
import type { Localize } from '../../i18n/localize.js';
import type { Label } from '../../i18n/terms.js';
import type { Feature } from '../../model/features.js';
import type { Message } from '../../model/message.js';
import { icon, type IconNode } from '../../styles/icons.js';
import { moveFocus } from '../shared/toolbar.js';
import type { MessageCommands, MessageContext } from './message-context.js';

/** What an action works with. */
export interface ActionTools {
  readonly commands: MessageCommands;
  /** Opens the emoji picker beside the action's button, or closes it. */
  readonly pickEmoji: (onPick: (emoji: string) => void) => void;
}

/** Something that can be done with a message of the server. */
export interface MessageAction {
  readonly name: Label;
  readonly icon: IconNode;
  /** What the server must be able to do. */
  readonly needs: Feature;
  /** The panel that it opens. */
  readonly opens?: 'emoji-picker';
  readonly offered: (message: Message, me: string | null) => boolean;
  readonly run: (message: Message, tools: ActionTools) => void;
}

const addReaction: MessageAction = {
  name: 'addReaction',
  icon: SmilePlus,
  needs: 'reactions',
  opens: 'emoji-picker',
  offered: ({ body }) => body !== null,
  run: ({ roomUuid, uuid }, { commands, pickEmoji }) =>
    pickEmoji((emoji) => commands.toggleReaction(roomUuid, uuid, emoji)),
};

/** One row per action: the buttons, the keyboard and the long press read this table. */
const ACTIONS: readonly MessageAction[] = [addReaction];

/** What can be done with a message, by whom reads and on this server. */
export function actionsFor(message: Message, { me, features }: MessageContext): readonly MessageAction[] {
  return ACTIONS.filter(({ needs, offered }) => features.has(needs) && offered(message, me));
}

export interface ActionsOptions {
  /** Somebody is here: only then the pictures are drawn, and the Tab key leads to the actions. */
  readonly touched: boolean;
  /** The panel that is open. */
  readonly open: MessageAction['opens'] | undefined;
  readonly onRun: (action: MessageAction, button: HTMLButtonElement) => void;
}

/** A button for each action; several stand in a bar that is one stop of the Tab key. */
export function renderActions(
  actions: readonly MessageAction[],
  localize: Localize,
  options: ActionsOptions,
): TemplateResult | typeof nothing {
  const [first, ...others] = actions;
  if (!first) return nothing;
  const button = renderAction(first, 0, localize, options);
  if (others.length === 0) return button;
  // A thread has many rows: those that nobody is at have one button, the way in for keyboards and screen readers.
  const rest = options.touched ? others.map((action) => renderAction(action, -1, localize, options)) : nothing;
  return html`<div class="actions" role="toolbar" aria-label=${localize.term('messageActions')} @keydown=${moveFocus}>
    ${button}${rest}
  </div>`;
}

function renderAction(
  action: MessageAction,
  tabIndex: 0 | -1,
  localize: Localize,
  { touched, open, onRun }: ActionsOptions,
): TemplateResult {
  const { name, opens } = action;
  return html`<button
    class="icon-button action"
    type="button"
    tabindex=${touched ? tabIndex : -1}
    aria-label=${localize.term(name)}
    aria-haspopup=${opens ? 'dialog' : nothing}
    aria-expanded=${opens ? opens === open : nothing}
    @click=${(event: MouseEvent) => onRun(action, event.currentTarget as HTMLButtonElement)}
  >
    ${touched ? icon(action.icon) : nothing}
  </button>`;
}
