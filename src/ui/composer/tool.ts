import type { LitElement } from 'lit';
import type { Localize } from '../../i18n/localize.js';
import type { DraftFiles } from '../../model/draft-file.js';
import type { Feature, Limits } from '../../model/features.js';
import type { ChatSession } from '../../session/session.js';
import type { HostSettings } from '../host-settings.js';
import type { UndoableField } from './undoable-field.js';

/** What the composer shows of the state. */
export interface ComposerState {
  readonly features: ReadonlySet<Feature>;
  readonly limits: Limits;
  readonly draftFiles: ReadonlyMap<string, DraftFiles>;
}

/** The composer as its tools see it. A change of theirs is drawn with `requestUpdate`. */
export interface ComposerHost extends LitElement {
  readonly localize: Localize;
  readonly session: ChatSession | undefined;
  readonly chat: ComposerState;
  readonly settings: HostSettings;
  readonly roomUuid: string;
  /** The room's title. */
  readonly roomName: string;
  readonly text: UndoableField;
  /** What was said of a message that could not be sent does not hold any longer. */
  clearProblem(): void;
  /** Sends what there is, as the button does. @param asText also what looks like a command */
  send(asText?: boolean): void;
}

/** What a message can be made of beside the keys: each has its place in the composer, drawn by itself. */
export interface ComposerTool {
  /** Its buttons in the row; `nothing` where it cannot be used. */
  renderButtons(): unknown;
  /** What stands above the field. */
  renderAbove?(): unknown;
  /** What opens over the page. */
  renderPopover?(): unknown;
  /** Why it did not do what was wanted, for the person; empty: nothing is wrong. */
  readonly problem?: string;
  /** @returns whether the key was its own */
  handleKey?(event: KeyboardEvent): boolean;
  /** @returns whether it takes what is pasted */
  handlePaste?(event: ClipboardEvent): boolean;
  /** @returns whether it takes what was to be sent, as it is written */
  handleSend?(written: string): boolean;
  /** The person has changed the text. */
  handleText?(text: string): void;
  /** The field holds another text now: of another room, or none since it was sent. */
  handleRoom?(): void;
}
