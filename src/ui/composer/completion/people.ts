import { fold } from '../../../i18n/fold.js';
import type { Localize } from '../../../i18n/localize.js';
import { mentionSource } from '../../../model/mention.js';
import type { Presence } from '../../../model/presence.js';
import type { User } from '../../../model/user.js';
import type { ChatState, RoomEntry } from '../../../store/state.js';
import { roomTimeline } from '../../../store/timeline-id.js';
import { renderSmallAvatar } from '../../shared/avatar.js';
import { presenceText, renderPresence } from '../../shared/presence.js';
import { matchOf, rankIn, type Match } from './match.js';
import { MOST, type Suggestion } from './suggestion.js';

/** By what else than its name somebody is found: behind everybody whose name matches. */
const BY_ADDRESS = 3;
/** Messages that tell who is talking here now. */
const TALK = 100;

export interface PeopleContext {
  readonly state: ChatState;
  readonly entry: RoomEntry;
  readonly presences: ReadonlyMap<string, Presence>;
  readonly localize: Localize;
}

interface Found {
  readonly user: User;
  readonly rank: number;
  readonly match: Match | undefined;
}

/** Those in the room but oneself, the best matches first and among them those who spoke last; then everybody at once. */
export function suggestPeople(typed: string, context: PeopleContext): readonly Suggestion[] {
  const { state, entry, localize } = context;
  const query = fold(typed);
  const talking = lastWords(state, entry.room.uuid);
  const spoke = ({ user }: Found): number => talking.get(user.uuid) ?? Infinity;
  const names = orderOfNames(localize.lang());
  const found = entry.room.participants
    .flatMap(({ uuid }) => state.users.get(uuid) ?? [])
    .filter(({ uuid }) => uuid !== state.me)
    .flatMap((user) => find(user, query) ?? [])
    .sort((a, b) => a.rank - b.rank || order(spoke(a), spoke(b)) || names.compare(a.user.name, b.user.name));
  const people = found.slice(0, MOST).map((one) => toSuggestion(one, found, context));
  const isEverybody = localize
    .term('mentionRoomWords')
    .split(', ')
    .some((word) => fold(word).startsWith(query));
  return isEverybody ? [...people, everybody(localize)] : people;
}

let collator: { readonly lang: string; readonly names: Intl.Collator } | undefined;

/** Made once: a browser takes milliseconds for the first one of a language. */
export function orderOfNames(lang: string): Intl.Collator {
  if (collator?.lang !== lang) collator = { lang, names: new Intl.Collator(lang) };
  return collator.names;
}

function find(user: User, query: string): Found | undefined {
  const match = matchOf(user.name, query);
  if (match) return { user, rank: match.rank, match };
  const address = user.email === null ? undefined : rankIn(fold(user.email), query);
  return address === 0 ? { user, rank: BY_ADDRESS, match: undefined } : undefined;
}

function toSuggestion({ user, match }: Found, all: readonly Found[], context: PeopleContext): Suggestion {
  const { presences, localize } = context;
  const { uuid, name, email } = user;
  const presence = presences.get(uuid);
  // Two people of one name are told apart by their addresses; so is one that was found by it.
  const isAmbiguous = !match || all.some((other) => other.user.uuid !== uuid && other.user.name === name);
  // That somebody is not there is what most are, and needs no words.
  const isThere = presence !== undefined && presence !== 'unavailable';
  const said = [isAmbiguous ? email : null, isThere ? presenceText(presence, localize) : null].filter(Boolean);
  return {
    id: uuid,
    text: mentionSource({ name, target: `user:${uuid}` }),
    label: name,
    match,
    lead: renderSmallAvatar(uuid, name),
    detail: said.join(' · '),
    mark: renderPresence(presence),
  };
}

function everybody(localize: Localize): Suggestion {
  return {
    id: 'all',
    text: mentionSource({ name: 'room', target: 'room:all' }),
    label: 'room',
    lead: '@',
    detail: localize.term('mentionRoom'),
  };
}

/** Whoever spoke last has the lowest number. */
function lastWords(state: ChatState, roomUuid: string): ReadonlyMap<string, number> {
  const messages = state.timelines.get(roomTimeline(roomUuid))?.messages ?? [];
  const writers = messages
    .slice(-TALK)
    .reverse()
    .map(({ userUuid }) => userUuid);
  return new Map([...new Set(writers)].map((uuid, index) => [uuid, index]));
}

function order(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
