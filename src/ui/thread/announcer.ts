import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from '../shared/clock.js';
import type { Localize } from '../../i18n/localize.js';
import { toPlainText } from '../../markdown/plain-text.js';
import type { Message } from '../../model/message.js';
import { compareMessages } from '../../model/order.js';
import type { User } from '../../model/user.js';
import type { Timeline } from '../../store/state.js';
import { withFilesLine } from '../shared/files-line.js';
import { authorName } from '../shared/names.js';

/** Messages that come within this time (ms) are told together: a screen reader cannot read a burst. */
const PAUSE = 300;
/** What is said is cut at this length: who wants all of a long message reads it. */
const SAID_LENGTH = 200;
/** Characters of a message that are read for it: some are syntax, such as the address of a link. */
const READ_LENGTH = 1_000;

/** Finds the messages of others that came live, and says them one pause later in a live region of the host. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #clock: () => Clock;
  readonly #say: (messages: readonly Message[]) => string;
  #waiting: Message[] = [];
  /** Whose words the live region holds; undefined where it holds a number only, or nothing. */
  #told: Message | undefined;
  #last: Timeline | undefined;
  #cancel: (() => void) | undefined;
  /** What the live region holds. */
  text = '';

  constructor(host: ReactiveControllerHost, clock: () => Clock, say: (messages: readonly Message[]) => string) {
    this.#host = host;
    this.#clock = clock;
    this.#say = say;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#waiting = [];
  }

  /** Takes each state of what is on screen. */
  follow(now: Timeline | undefined, me: string | null): void {
    const before = this.#last;
    this.#last = now;
    if (before?.id !== now?.id) this.#clear();
    else if (before && now && before.messages !== now.messages) {
      this.#revise(now.messages, me);
      if (before.status === 'ready')
        this.#wait(arrivals(before.messages, now.messages).filter((message) => isSaid(message, me)));
    }
  }

  /** Another person's rooms: what comes next has not just come. */
  reset(): void {
    this.#last = undefined;
    this.#clear();
  }

  #clear(): void {
    this.#waiting = [];
    this.#told = undefined;
    this.text = '';
  }

  /** What was deleted or edited is not said as it was, and does not stay in the live region, which can be read again. */
  #revise(now: readonly Message[], me: string | null): void {
    this.#waiting = this.#waiting
      .map((message) => stateIn(now, message) ?? message)
      .filter((message) => isSaid(message, me));
    if (!this.#told || stateIn(now, this.#told)?.body?.text === this.#told.body?.text) return;
    this.#told = undefined;
    this.text = '';
  }

  #wait(messages: readonly Message[]): void {
    if (messages.length === 0) return;
    this.#waiting.push(...messages);
    this.#cancel ??= this.#clock().after(PAUSE, () => {
      this.#cancel = undefined;
      if (this.#waiting.length > 0) this.#tell(this.#waiting.splice(0));
    });
  }

  #tell(messages: readonly Message[]): void {
    const text = this.#say(messages);
    this.#told = messages.length === 1 ? messages[0] : undefined;
    // The same words again would be no change, and thus silent.
    this.text = text === this.text ? `${text}\u00A0` : text;
    this.#host.requestUpdate();
  }
}

/** What is said of messages that came: the words of one, the number of more. */
export function announcement(
  messages: readonly Message[],
  users: ReadonlyMap<string, User | null>,
  localize: Localize,
): string {
  const [only] = messages;
  if (!only || messages.length > 1) return localize.term('newMessages', messages.length);
  const text = toPlainText(only.body?.text ?? '', { maxLength: READ_LENGTH }).slice(0, SAID_LENGTH);
  const said = withFilesLine(text, only.body?.parts ?? [], localize);
  return localize.term('messageAnnouncement', authorName(users, only, localize), said);
}

/** A message as it is held now. */
function stateIn(messages: readonly Message[], { uuid }: Message): Message | undefined {
  return messages.findLast((message) => message.uuid === uuid);
}

/** Not mine, and not what was deleted. */
function isSaid({ userUuid, body }: Message, me: string | null): boolean {
  return userUuid !== me && body !== null;
}

/** The messages of `now` that are newer than all of `before`; older pages, edits and reactions are no arrivals. */
function arrivals(before: readonly Message[], now: readonly Message[]): readonly Message[] {
  const last = before.at(-1);
  if (!last) return now;
  let start = now.length;
  // Both are sorted, so whatever stands behind the last known one is new; in the common case that is one message.
  while (start > 0 && isNewer(now[start - 1], last)) start -= 1;
  return now.slice(start);
}

function isNewer(message: Message | undefined, last: Message): boolean {
  return message !== undefined && compareMessages(message, last) > 0;
}
