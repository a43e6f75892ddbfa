import { ChatFailure, type ChatError } from '../model/errors.js';
import { NO_FEATURES, STOCK_LIMITS, type Feature } from '../model/features.js';
import type { Body, Message } from '../model/message.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import type {
  Capabilities,
  Connection,
  ConnectionEvent,
  MessagePage,
  NewestPage,
  Opening,
  PageRequest,
  RoomList,
  TokenProvider,
} from '../connection/connection.js';
import { handled } from '../connection/handled.js';
import { PLAIN_PACE, sendFileByFetch } from '../device/memory.js';
import type { Pace, SendFile } from '../device/ports.js';
import { Directory } from './directory.js';
import type { Presence } from '../model/presence.js';
import { readPresences } from './presences.js';
import { capabilities } from './features/index.js';
import { parseHost } from './host.js';
import { Live } from './live.js';
import { askFor, cursorPage, newestPage, type Ask } from './pages.js';
import { itemsOf, parseFeatures, parseLastMessages, parseMessage, parseRoom, parseToken } from './parse.js';
import { Renewal } from './renewal.js';
import { isNotFound, Requester } from './requester.js';
import { readManyItems, SkippedItems, uuidOf } from './skipped.js';
import { TokenKeeper, type TokenInfo, type TokenUser } from './token-keeper.js';
import { ROOMS, type Wire } from './wire.js';

export interface WazoOptions {
  /** A host name (https, wss) or an origin; plain http for loopback only. */
  readonly host: string | null;
  readonly tokenProvider: TokenProvider | null;
  /** A WebSocket class, where there is no global one. */
  readonly WebSocket?: unknown;
  /** The machine's clock and its signs that the network is back; without it, a clock only. */
  readonly pace?: Pace;
  /** How files are posted; without it, in a way that does not tell how much of one has gone. */
  readonly sendFile?: SendFile;
}

interface Owned extends TokenInfo {
  readonly token: string;
}

/** The port on a Wazo Platform: chatd, auth and dird over REST, websocketd for live events. */
export class WazoConnection implements Connection {
  readonly #closed = new AbortController();
  readonly #tokens: TokenKeeper;
  readonly #renewal: Renewal;
  readonly #requester: Requester;
  readonly #wire: Wire;
  readonly #directory: Directory;
  readonly #live: Live;
  can: Capabilities = {};
  #features: ReadonlySet<Feature> = NO_FEATURES;
  /** Whose connection this is, from its opening on. */
  #me: string | undefined;
  #listener: (event: ConnectionEvent) => void = () => undefined;

  /** @throws {ChatFailure} no-host, bad-host, no-token-provider */
  constructor({ host, tokenProvider, WebSocket, pace = PLAIN_PACE, sendFile = sendFileByFetch }: WazoOptions) {
    const origins = parseHost(host);
    if (typeof tokenProvider !== 'function')
      throw new ChatFailure('no-token-provider', 'tokenProvider is no function.');
    const { signal } = this.#closed;
    const listener = (event: ConnectionEvent): void => this.#listener(event);
    const report = (error: ChatError): void => listener({ type: 'problem', error });
    const { skip } = new SkippedItems(report);
    this.#tokens = new TokenKeeper(tokenProvider, this.#tokenUser(), pace, signal);
    this.#renewal = new Renewal(this.#tokens, pace, signal, report);
    this.#requester = new Requester(origins.http, this.#tokens, pace, signal, sendFile);
    this.#wire = { requester: this.#requester, origin: origins.http, skip };
    this.#directory = new Directory(this.#wire);
    this.#live = new Live({
      origin: origins.ws,
      tokens: this.#tokens,
      renewal: this.#renewal,
      pace,
      closed: signal,
      reader: this.#wire,
      listener,
      WebSocket,
    });
  }

  async open(signal: AbortSignal, next?: NewestPage | null): Promise<Opening> {
    const rooms = handled(this.#askRooms(signal));
    const page = next && { roomUuid: next.roomUuid, answer: handled(this.#newest(next, signal)) };
    const [first, served] = await Promise.all([this.#identify(signal), this.#askFeatures(signal)]);
    // The token may have been refused and replaced while the features were asked for.
    const isSame = first.token === this.#tokens.current;
    const { userUuid, life } = isSame ? first : await this.#identify(signal);
    if (signal.aborted) throw new ChatFailure('network', 'The opening was given up.');
    this.#features = served.features;
    this.can = capabilities(this.#wire, served.features);
    this.#renewal.begin(life);
    this.#me = userUuid;
    const opening = { userUuid, ...served };
    // What was asked for with the token before may be another person's.
    if (!isSame) return opening;
    return { ...opening, ahead: { rooms: () => this.#roomsOf(rooms, signal), page: page ?? undefined } };
  }

  listen(listener: (event: ConnectionEvent) => void): void {
    this.#listener = listener;
    this.#live.start();
  }

  reconnect(signIn: boolean): void {
    if (signIn) this.#tokens.forget();
    this.#live.restart();
  }

  close(): void {
    this.#listener = () => undefined;
    this.#closed.abort();
  }

  rooms(signal: AbortSignal): Promise<RoomList> {
    return this.#roomsOf(this.#askRooms(signal), signal);
  }

  #askRooms(signal: AbortSignal): Promise<unknown> {
    return this.#requester.send({ path: ROOMS, signal });
  }

  async #roomsOf(asked: Promise<unknown>, signal: AbortSignal): Promise<RoomList> {
    // A server with the extension tells the last messages with the rooms.
    const [answer, last] = await Promise.all([
      asked,
      this.#features.has('last-messages') ? [] : this.#lastMessages(signal),
    ]);
    const { skip } = this.#wire;
    const items = itemsOf(answer, 'rooms');
    const rooms = await readManyItems('rooms', items, (item) => parseRoom(item, skip), skip);
    return { rooms, lastMessages: [...last, ...(await parseLastMessages(items, this.#wire))] };
  }

  async #lastMessages(signal: AbortSignal): Promise<readonly Message[]> {
    const { skip } = this.#wire;
    const limit = STOCK_LIMITS.page;
    const items = new Map<string | number, unknown>();
    for (let offset = 0; ; offset += limit) {
      const query = { distinct: 'room_uuid', limit, offset };
      const answer = await this.#requester.send({ path: `${ROOMS}/messages`, query, signal });
      const page = itemsOf(answer, 'messages');
      const before = items.size;
      page.forEach((item, index) => items.set(uuidOf(item) ?? offset + index, item));
      // One that answers the same page again does not know offsets.
      if (page.length < limit || items.size === before) break;
    }
    return readManyItems('last messages', [...items.values()], (item) => parseMessage(item, this.#wire), skip);
  }

  async createRoom(name: string | null, userUuids: readonly string[]): Promise<Room> {
    const body = { name, users: userUuids.map((uuid) => ({ uuid })) };
    return parseRoom(await this.#requester.send({ path: ROOMS, method: 'post', body }), this.#wire.skip);
  }

  async messages(roomUuid: string, request: PageRequest, signal: AbortSignal): Promise<MessagePage> {
    if (request.from === 'newest') return this.#newest({ roomUuid, limit: request.limit }, signal);
    const ask = this.#askIn(roomUuid, signal);
    if (this.#features.has('cursors')) return cursorPage(ask, request);
    // Most servers have cursors: how to do without them is loaded where it is needed.
    const { stockPage } = await import('./stock-pages.js');
    return stockPage(ask, request);
  }

  #newest({ roomUuid, limit }: NewestPage, signal: AbortSignal): Promise<MessagePage> {
    return newestPage(this.#askIn(roomUuid, signal), limit);
  }

  #askIn(roomUuid: string, signal: AbortSignal): Ask {
    return askFor(this.#wire, `${ROOMS}/${roomUuid}/messages`, signal);
  }

  async sendMessage(roomUuid: string, { text, parts }: Body, clientUuid: string): Promise<Message> {
    const body = {
      content: text,
      ...(this.#features.has('client-uuids') ? { client_uuid: clientUuid } : {}),
      ...(parts.length > 0 ? { attachments: parts.map(({ uuid }) => uuid) } : {}),
    };
    const sent = await this.#requester.send({ path: `${ROOMS}/${roomUuid}/messages`, method: 'post', body });
    return parseMessage(sent, this.#wire);
  }

  searchUsers(term: string, limit: number, signal: AbortSignal): Promise<readonly User[]> {
    return this.#directory.search(term, limit, signal);
  }

  users(uuids: readonly string[], signal: AbortSignal): Promise<readonly User[]> {
    return this.#directory.byUuid(uuids, signal);
  }

  presences(uuids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Presence>> {
    return readPresences(this.#wire, uuids, signal);
  }

  /** The user is read from the token; one that the server does not know is replaced once. */
  async #identify(signal: AbortSignal): Promise<Owned> {
    const token = await this.#tokens.token();
    try {
      return await this.#ask(token, signal);
    } catch (thrown) {
      if (!(thrown instanceof ChatFailure) || thrown.error.code !== 'bad-token') throw thrown;
    }
    return this.#ask(await this.#tokens.renew(token, 'refused'), signal);
  }

  async #ask(token: string, signal: AbortSignal): Promise<Owned> {
    return { token, ...parseToken(await this.#requester.readToken(token, signal)) };
  }

  #tokenUser(): TokenUser {
    return {
      check: (token) => this.#checkOwner(token),
      replaced: (token, info) => {
        if (info) this.#renewal.begin(info.life);
        this.#live.useToken(token);
      },
    };
  }

  /** Somebody else's token must not send what this person wrote, nor show it what comes. */
  async #checkOwner(token: string): Promise<TokenInfo | null> {
    // The opening asks itself whose the first token is, beside its other questions.
    if (this.#me === undefined) return null;
    const info = await this.#ask(token, this.#closed.signal);
    if (info.userUuid === this.#me) return info;
    this.#listener({ type: 'other-user' });
    throw new ChatFailure('bad-token', 'The token is another person’s.');
  }

  async #askFeatures(signal: AbortSignal): Promise<Pick<Opening, 'features' | 'limits'>> {
    try {
      return parseFeatures(await this.#requester.send({ path: `${ROOMS}/features`, signal }));
    } catch (thrown) {
      if (thrown instanceof ChatFailure && isNotFound(thrown)) return { features: NO_FEATURES, limits: STOCK_LIMITS };
      throw thrown;
    }
  }
}
