import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Localize } from '../../i18n/localize.js';
import type { User } from '../../model/user.js';
import { pendingReactionsOf } from '../../store/pending-reactions.js';
import type { ChatState, RoomEntry, Timeline } from '../../store/state.js';
import type { MessageContext } from '../message/message-context.js';
import { errorText } from '../shared/error-text.js';
import { renderFailure } from '../shared/failure.js';
import { authorName, roomTitle, userName } from '../shared/names.js';
import { renderSkeleton } from '../shared/skeleton.js';
import type { Tooltip } from '../shared/popover-tooltip.js';
import { renderHeader } from './header.js';
import { isPending, type Item } from './list/items.js';
import type { MessageRow, Row } from './list/rows.js';
import type { Navigation } from './navigation.js';
import type { NamesContext, ShownNames } from './shown-names.js';
import type { SessionSource } from './session-source.js';
import { dayName, renderGap, renderHint, renderOlderFailed, renderPill, renderUnreadLine } from './templates.js';

/** Grey rows in place of the messages, and of older ones. */
const SKELETON_ROWS = 8;
const OLDER_SKELETON_ROWS = 3;

export interface RoomContext {
  readonly rows: readonly Row[];
  readonly atNewest: boolean;
  readonly users: ReadonlyMap<string, User | null>;
  readonly me: string | null;
  readonly messageContext: MessageContext;
  readonly pendingReactions: ChatState['pendingReactions'];
  readonly today: Date;
  /** The message that one jumped to. */
  readonly marked: string | null;
  readonly narrow: boolean;
  readonly names: ShownNames;
  readonly linkedRooms: NamesContext['linkedRooms'];
  readonly tooltip: Tooltip;
  readonly localize: Localize;
  readonly source: SessionSource;
  readonly navigation: Navigation;
  readonly onBack: () => void;
  readonly onPill: () => void;
}

/** A room: its header, its messages and the composer. */
export function renderRoom({ room, unread }: RoomEntry, timeline: Timeline, context: RoomContext): TemplateResult {
  const { rows, atNewest, users, me, localize, navigation, onPill } = context;
  const title = roomTitle(room, users, me, localize);
  return html`
    ${renderHeader({ ...context, room, title })}
    <div class="stage">
      <div
        class="scroller"
        part="thread-scroller"
        tabindex="0"
        role="log"
        aria-live="off"
        aria-label=${localize.term('conversation', title)}
        aria-busy=${timeline.status === 'loading'}
        @keydown=${navigation.handleKey}
      >
        <div class="content">
          ${renderTop(timeline, context)}
          ${repeat(
            rows,
            ({ key }) => key,
            (row) => renderRow(row, context),
          )}
          <div class="end"></div>
        </div>
      </div>
      ${atNewest ? nothing : renderPill(unread, localize, onPill)}
    </div>
    <wazo-chat-composer
      .roomUuid=${room.uuid}
      .roomName=${title}
      @keydown=${navigation.handleComposerKey}
    ></wazo-chat-composer>
  `;
}

/** What stands above the oldest row, or in place of the rows. */
function renderTop(timeline: Timeline, { rows, localize, source }: RoomContext): TemplateResult {
  const { status, error, hasOlder, older } = timeline;
  if (status === 'loading') return renderSkeleton(SKELETON_ROWS, localize.term('loading'));
  if (status === 'failed') {
    const text = error ? errorText(error, localize) : localize.term('errorUnknown');
    return renderFailure(text, [{ label: localize.term('retry'), onClick: () => source.reload() }]);
  }
  if (rows.length === 0) return renderHint(localize.term('emptyThread'), localize.term('emptyThreadHint'));
  if (!hasOlder) return html`<p class="start">${localize.term('startOfConversation')}</p>`;
  if (older === 'failed') return renderOlderFailed(localize, () => source.loadOlder());
  return renderSkeleton(OLDER_SKELETON_ROWS, older === 'loading' ? localize.term('loadingOlder') : '');
}

/** A row of the list. */
function renderRow(row: Row, context: RoomContext): TemplateResult {
  if (row.kind !== 'message') return renderLine(row, context);
  const { key, message, mine, grouped } = row;
  const { names, messageContext, pendingReactions, marked } = context;
  return html`<wazo-chat-message
    data-key=${key}
    .message=${message}
    .author=${writerName(message, context)}
    .names=${names.of(message, context)}
    .pendingReactions=${pendingReactionsOf(pendingReactions, isPending(message) ? message.localId : message.uuid)}
    .context=${messageContext}
    ?mine=${mine}
    ?marked=${!isPending(message) && message.uuid === marked}
    ?grouped=${grouped}
  ></wazo-chat-message>`;
}

/** What stands between messages. */
function renderLine(row: Exclude<Row, MessageRow>, { localize, source, today }: RoomContext): TemplateResult {
  switch (row.kind) {
    case 'day':
      return html`<div class="day">${dayName(row.date, today, localize)}</div>`;
    case 'unread':
      return renderUnreadLine(row.key, localize);
    case 'gap':
      return renderGap(row.status, localize, () => source.fillGap(row.after));
    case 'spacer':
      return html`<div class="spacer" data-spacer=${row.key} data-from=${row.from} data-items=${row.items}></div>`;
  }
}

/** Who wrote a message, sent or on its way. */
export function writerName(
  message: Item,
  { users, me, localize }: Pick<RoomContext, 'users' | 'me' | 'localize'>,
): string {
  if (!isPending(message)) return authorName(users, message, localize);
  return me === null ? localize.term('me') : userName(users, me, localize);
}
