import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Localize } from '../../i18n/localize.js';
import type { User } from '../../model/user.js';
import type { ChatSession } from '../../session/session.js';
import { pendingReactionsOf } from '../../store/pending-reactions.js';
import type { ChatState, Timeline } from '../../store/state.js';
import type { MessageContext } from '../message/message-context.js';
import { errorText } from '../shared/error-text.js';
import { authorName, userName } from '../shared/names.js';
import { isPending } from './list/items.js';
import type { ReactorNames } from './reactor-names.js';
import type { MessageRow, Row } from './list/rows.js';
import {
  dayName,
  renderFailure,
  renderGap,
  renderHint,
  renderOlderFailed,
  renderSkeleton,
  renderUnreadLine,
} from './templates.js';

export interface ContentOptions {
  readonly timeline: Timeline;
  readonly rows: readonly Row[];
  readonly users: ReadonlyMap<string, User | null>;
  readonly me: string | null;
  readonly messageContext: MessageContext;
  readonly pendingReactions: ChatState['pendingReactions'];
  readonly today: Date;
  /** The message that one jumped to. */
  readonly marked: string | null;
  readonly reactors: ReactorNames;
  readonly localize: Localize;
  readonly session: ChatSession | undefined;
}

/** What scrolls: the rows, and what stands above the oldest of them. */
export function renderContent(options: ContentOptions): unknown {
  const rows = repeat(
    options.rows,
    (row) => row.key,
    (row) => renderRow(row, options),
  );
  return [renderTop(options), rows];
}

function renderTop({ timeline, rows, localize, session }: ContentOptions): unknown {
  const { id, status, error, hasOlder, older } = timeline;
  if (status === 'loading') return renderSkeleton(8, localize.term('loading'));
  if (status === 'failed') {
    const text = error ? errorText(error, localize) : localize.term('errorUnknown');
    return renderFailure(text, localize.term('retry'), () => session?.reload(id));
  }
  if (rows.length === 0) return renderHint(localize.term('emptyThread'), localize.term('emptyThreadHint'));
  if (!hasOlder) return html`<p class="start">${localize.term('startOfConversation')}</p>`;
  if (older === 'failed') return renderOlderFailed(localize, () => session?.loadOlder(id));
  return renderSkeleton(3, older === 'loading' ? localize.term('loadingOlder') : '');
}

function renderRow(row: Row, options: ContentOptions): TemplateResult {
  const { localize, session, timeline, today } = options;
  switch (row.kind) {
    case 'message':
      return renderMessage(row, options);
    case 'day':
      return html`<div class="day">${dayName(row.date, today, localize)}</div>`;
    case 'unread':
      return renderUnreadLine(row.key, localize);
    case 'gap':
      return renderGap(row.status, localize, () => session?.fillGap(timeline.id, row.after));
    case 'space':
      return html`<div class="space" data-space=${row.key} data-from=${row.from} data-items=${row.items}></div>`;
  }
}

function renderMessage({ key, message, mine, grouped }: MessageRow, options: ContentOptions): TemplateResult {
  const { users, localize, reactors, messageContext, pendingReactions, marked } = options;
  return html`<wazo-chat-message
    data-key=${key}
    .message=${message}
    .author=${isPending(message) ? myName(options) : authorName(users, message, localize)}
    .names=${reactors.of(message, users, localize)}
    .pendingReactions=${pendingReactionsOf(pendingReactions, isPending(message) ? message.localId : message.uuid)}
    .context=${messageContext}
    ?mine=${mine}
    ?marked=${!isPending(message) && message.uuid === marked}
    ?grouped=${grouped}
  ></wazo-chat-message>`;
}

function myName({ users, me, localize }: ContentOptions): string {
  return me === null ? localize.term('me') : userName(users, me, localize);
}
