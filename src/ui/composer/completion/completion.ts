// What is loaded with the first focus of the field: ../completion-tool.ts brings it.
import { html, nothing, render, type TemplateResult } from 'lit';
import type { Presence } from '../../../model/presence.js';
import { adoptStyles } from '../../shared/adopt-styles.js';
import { isComposing } from '../../shared/composition.js';
import { isEscape, useUp } from '../../shared/escape.js';
import { whenIdle } from '../../shared/when-idle.js';
import { commandsOf } from '../commands/command.js';
import { isInFence } from '../formatting/continue-line.js';
import type { ComposerHost } from '../tool.js';
import { suggestCommands } from './commands.js';
import { EmojiSuggestions } from './emoji.js';
import { LIST_ID, listStyles, optionId, renderList } from './list.js';
import { orderOfNames, suggestPeople } from './people.js';
import { RoomSuggestions } from './rooms.js';
import type { Suggestion } from './suggestion.js';
import { beginsEmoji, triggerAt, type Trigger } from './trigger.js';
import { workAhead } from './work-ahead.js';

/** What one sees of a list that opens, and a little more. */
const FIRST = 10;
const NONE: readonly Suggestion[] = [];
const PAGE = 8;

/** Steps through the list, by the keys that make them. */
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };

/**
 * Completes what is being written before the caret: people, emoji, rooms and commands. The field keeps the focus; the list
 * says by `aria-activedescendant` which of its options a key would take.
 */
export class Completion {
  readonly #host: ComposerHost;
  readonly #rooms = new RoomSuggestions();
  readonly #emoji = new EmojiSuggestions(() => this.update());
  #trigger: Trigger | undefined;
  #suggestions = NONE;
  /** Whether the list is drawn as a whole: when it opens, what one sees of it is painted first. */
  #isWhole = false;
  #active = 0;
  /** Where Escape was pressed: what is written on there is not completed. */
  #dismissed: number | undefined;
  #presences: ReadonlyMap<string, Presence> = new Map();

  constructor(host: ComposerHost) {
    this.#host = host;
    // The field is in the tree of its composer, and so must be what `aria-activedescendant` names: so the styles come there.
    adoptStyles(host.renderRoot, listStyles);
    host.addEventListener('focusout', () => this.close());
    for (const type of ['keyup', 'pointerup']) host.addEventListener(type, () => this.#isOpen && this.#followCaret());
    const ahead = [() => orderOfNames(host.localize.lang()), () => this.#drawAside()];
    workAhead(() => {
      ahead.shift()?.();
      return ahead.length > 0;
    });
  }

  /** A browser compiles what draws a list, and reads its templates, when that happens first: here nobody waits for it. */
  #drawAside(): void {
    const suggestions = this.#suggest({ kind: 'person', start: 0, query: '' }).slice(0, FIRST);
    const list = renderList({ suggestions, active: 0, label: '', onTake: () => undefined });
    render(list, document.createElement('div'));
  }

  render(): unknown {
    return this.#isOpen ? this.#renderList() : nothing;
  }

  /** How many there are, for who does not see the list. */
  renderStatus(): TemplateResult {
    const count = this.#suggestions.length;
    const text = count === 0 ? '' : this.#host.localize.term('suggestionsFound', count);
    return html`<span class="visually-hidden" role="status">${text}</span>`;
  }

  /** The text, the caret or what is known has changed. */
  update(): void {
    const trigger = this.#find();
    if (!trigger) this.#prepareEmoji();
    if (trigger?.start !== this.#dismissed) this.#dismissed = undefined;
    const suggestions = trigger && this.#dismissed === undefined ? this.#suggest(trigger) : NONE;
    if (trigger?.kind === 'person' && this.#trigger?.start !== trigger.start) void this.#askPresences();
    if (!isSame(trigger, this.#trigger)) this.#active = 0;
    this.#trigger = trigger;
    this.#show(suggestions);
  }

  /** Whatever is open closes. */
  close(): void {
    this.#trigger = undefined;
    this.#dismissed = undefined;
    this.#show(NONE);
  }

  /** @returns whether the key was the list's */
  handleKey(event: KeyboardEvent): boolean {
    if (!this.#isOpen || isComposing(event)) return false;
    const { ctrlKey, metaKey, altKey, shiftKey, key } = event;
    if (isEscape(event)) this.#dismiss();
    else if (ctrlKey || metaKey || altKey || shiftKey) return false;
    else if (key in STEPS) this.#step(STEPS[key] ?? 0);
    else if ((key === 'Enter' && !this.#isWritten) || key === 'Tab') this.#take(this.#suggestions[this.#active]);
    else return false;
    useUp(event);
    return true;
  }

  get #isOpen(): boolean {
    return this.#suggestions.length > 0;
  }

  /** Whether what is written is what would be put there: a command that is complete is sent. */
  get #isWritten(): boolean {
    return this.#trigger?.kind === 'command' && this.#suggestions[this.#active]?.id === this.#trigger.query;
  }

  #find(): Trigger | undefined {
    const { field, mentions } = this.#host.text;
    if (!field || field.selectionStart !== field.selectionEnd || !field.matches(':focus')) return undefined;
    const isTaken = (start: number): boolean => mentions.some((mention) => mention.start === start);
    const { value, selectionEnd } = field;
    return isInCode(value, selectionEnd) ? undefined : triggerAt(value, selectionEnd, isTaken);
  }

  /** The caret may be elsewhere; nothing else has changed. */
  #followCaret(): void {
    if (!isSame(this.#find(), this.#trigger)) this.update();
  }

  #prepareEmoji(): void {
    const { text, localize } = this.#host;
    if (text.field && beginsEmoji(text.field.value, text.field.selectionEnd)) this.#emoji.prepare(localize.lang());
  }

  #suggest({ kind, query }: Trigger): readonly Suggestion[] {
    const { session, roomUuid, localize, settings } = this.#host;
    const state = session?.store.state;
    const entry = state?.rooms.byUuid.get(roomUuid);
    if (!state || !entry) return NONE;
    switch (kind) {
      case 'person':
        return suggestPeople(query, { state, entry, presences: this.#presences, localize });
      case 'room':
        return this.#rooms.suggest(query, roomUuid, state, localize);
      case 'emoji':
        session.wantCustomEmoji();
        return this.#emoji.suggest(query, localize.lang(), state.customEmoji);
      case 'command':
        return suggestCommands(query, commandsOf(settings), localize);
    }
  }

  async #askPresences(): Promise<void> {
    const { session, roomUuid } = this.#host;
    const entry = session?.store.state.rooms.byUuid.get(roomUuid);
    if (!session || !entry) return;
    this.#presences = await session.presences(entry.room.participants.map(({ uuid }) => uuid));
    if (this.#trigger?.kind !== 'person' || !this.#isOpen) return;
    this.#suggestions = this.#suggest(this.#trigger);
    void this.#draw();
  }

  #show(suggestions: readonly Suggestion[]): void {
    if (suggestions === this.#suggestions) return;
    const isOpening = !this.#isOpen;
    this.#suggestions = suggestions;
    this.#active = Math.min(this.#active, Math.max(0, suggestions.length - 1));
    if (isOpening) {
      this.#isWhole = suggestions.length <= FIRST;
      if (!this.#isWhole) whenIdle(() => this.#complete());
    }
    void this.#draw().then(() => !isOpening && this.#scrollToActive());
  }

  #complete(): void {
    if (!this.#isOpen || this.#isWhole) return;
    this.#isWhole = true;
    void this.#draw();
  }

  async #draw(): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#describe();
  }

  #scrollToActive(): void {
    this.#host.renderRoot.querySelector('.suggestion.active')?.scrollIntoView({ block: 'nearest' });
  }

  #renderList(): TemplateResult {
    return renderList({
      suggestions: this.#isWhole ? this.#suggestions : this.#suggestions.slice(0, FIRST),
      active: this.#active,
      label: this.#host.localize.term('suggestions'),
      onTake: (suggestion) => this.#take(suggestion),
    });
  }

  /** What the field tells of the list, which is drawn by now. */
  #describe(): void {
    const { field } = this.#host.text;
    const active = this.#suggestions[this.#active];
    const values = active
      ? { 'aria-autocomplete': 'list', 'aria-controls': LIST_ID, 'aria-activedescendant': optionId(active) }
      : { 'aria-autocomplete': null, 'aria-controls': null, 'aria-activedescendant': null };
    for (const [name, value] of Object.entries(values))
      if (value === null) field?.removeAttribute(name);
      else field?.setAttribute(name, value);
  }

  #step(step: number): void {
    const { length } = this.#suggestions;
    const next = this.#active + step;
    // One step goes around; a page ends at the ends.
    this.#active = Math.abs(step) === 1 ? (next + length) % length : Math.max(0, Math.min(next, length - 1));
    this.#isWhole = true;
    void this.#draw().then(() => this.#scrollToActive());
  }

  #dismiss(): void {
    this.#dismissed = this.#trigger?.start;
    this.#show(NONE);
  }

  #take(suggestion: Suggestion | undefined): void {
    const { text } = this.#host;
    const trigger = this.#trigger;
    if (!suggestion || !trigger || !text.field) return;
    const { selectionEnd, value } = text.field;
    const space = /^\s/.test(value.slice(selectionEnd)) ? '' : ' ';
    suggestion.onTake?.();
    this.close();
    text.replace(trigger.start, selectionEnd, suggestion.text + space);
    this.#host.focus();
  }
}

function isSame(one: Trigger | undefined, other: Trigger | undefined): boolean {
  return one?.start === other?.start && one?.query === other?.query;
}

/** Between fences, or behind a backtick that has no other in its line. */
function isInCode(text: string, caret: number): boolean {
  const line = text.lastIndexOf('\n', caret - 1) + 1;
  return text.slice(line, caret).split('`').length % 2 === 0 || isInFence(text, line);
}
