import { ChatFailure } from '../model/errors.js';
import { NO_FEATURES, STOCK_LIMITS, type Feature } from '../model/features.js';
import type { Body, Message } from '../model/message.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import type {
  Capabilities,
  Connection,
  ConnectionEvent,
  MessagePage,
  Opening,
  PageRequest,
  RoomList,
  TokenProvider,
} from '../connection/connection.js';
import type { Backoff } from '../connection/backoff.js';
import { Directory } from './directory.js';
import { parseHost, type WazoHost } from './host.js';
import { Live } from './live.js';
import { askFor, cursorPage, newestPage } from './pages.js';
import { itemsOf, parseFeatures, parseLastMessage, parseMessage, parseRoom, parseToken } from './parse.js';
import { isNotFound, Requester } from './requester.js';
import { TokenKeeper } from './token-keeper.js';

export interface WazoOptions {
  /** A host name (https, wss) or an origin; plain http for loopback only. */
  readonly host: string | null;
  readonly tokenProvider: TokenProvider | null;
  /** A WebSocket class, where there is no global one. */
  readonly WebSocket?: unknown;
  /** Pauses between attempts to go live; given in tests. */
  readonly backoff?: Backoff;
}

import { capabilities, ROOMS } from './capabilities.js';

/** The port on a Wazo Platform: chatd, auth and dird over REST, websocketd for live events. */
export class WazoConnection implements Connection {
  readonly #host: WazoHost;
  readonly #closed = new AbortController();
  readonly #tokens: TokenKeeper;
  readonly #requester: Requester;
  readonly #directory: Directory;
  readonly #live: Live;
  can: Capabilities = {};
  #features: ReadonlySet<Feature> = NO_FEATURES;
  /** Whose connection this is, from its opening on. */
  #me: string | undefined;
  #tellOtherUser: () => void = () => undefined;

  /** @throws {ChatFailure} no-host, bad-host, no-token-provider */
  constructor({ host, tokenProvider, WebSocket, backoff }: WazoOptions) {
    this.#host = parseHost(host);
    if (typeof tokenProvider !== 'function')
      throw new ChatFailure('no-token-provider', 'tokenProvider is no function.');
    const { signal } = this.#closed;
    this.#tokens = new TokenKeeper(tokenProvider, signal, (token) => this.#checkOwner(token));
    this.#requester = new Requester(this.#host.http, this.#tokens, signal);
    this.#directory = new Directory(this.#requester);
    this.#live = new Live({
      origin: this.#host.ws,
      tokens: this.#tokens,
      requester: this.#requester,
      signal,
      WebSocket,
      backoff,
    });
  }

  async open(signal: AbortSignal): Promise<Opening> {
    const [{ userUuid, expiresAt }, served] = await Promise.all([this.#identify(signal), this.#askFeatures(signal)]);
    this.#features = served.features;
    this.can = capabilities(this.#requester, served.features);
    this.#live.expectExpiry(expiresAt);
    this.#me = userUuid;
    return { userUuid, ...served };
  }

  listen(listener: (event: ConnectionEvent) => void): void {
    this.#tellOtherUser = () => listener({ type: 'other-user' });
    void this.#live.start(listener);
  }

  reconnect(signIn: boolean): void {
    if (signIn) this.#tokens.forget();
    void this.#live.restart();
  }

  close(): void {
    this.#live.stop();
    this.#closed.abort();
  }

  async rooms(signal: AbortSignal): Promise<RoomList> {
    const [answer, last] = await Promise.all([
      this.#requester.send({ path: ROOMS, signal }),
      // A server with the extension tells them with the rooms.
      this.#features.has('last-messages') ? [] : this.#lastMessages(signal),
    ]);
    const items = itemsOf(answer, 'rooms');
    return { rooms: items.map(parseRoom), lastMessages: [...last, ...items.flatMap(parseLastMessage)] };
  }

  async #lastMessages(signal: AbortSignal): Promise<readonly Message[]> {
    const limit = STOCK_LIMITS.page;
    const last: Message[] = [];
    for (;;) {
      const query = { distinct: 'room_uuid', limit, offset: last.length };
      const answer = await this.#requester.send({ path: `${ROOMS}/messages`, query, signal });
      const page = itemsOf(answer, 'messages').map(parseMessage);
      last.push(...page);
      if (page.length < limit) return last;
    }
  }

  async createRoom(name: string | null, userUuids: readonly string[]): Promise<Room> {
    const body = { name, users: userUuids.map((uuid) => ({ uuid })) };
    return parseRoom(await this.#requester.send({ path: ROOMS, method: 'post', body }));
  }

  async messages(roomUuid: string, request: PageRequest, signal: AbortSignal): Promise<MessagePage> {
    const ask = askFor(this.#requester, `${ROOMS}/${roomUuid}/messages`, signal);
    if (request.from === 'newest') return newestPage(ask, request.limit);
    if (this.#features.has('cursors')) return cursorPage(ask, request);
    // Most servers have cursors: how to do without them is loaded where it is needed.
    const { stockPage } = await import('./stock-pages.js');
    return stockPage(ask, request);
  }

  async sendMessage(roomUuid: string, { text, parts }: Body, clientUuid: string): Promise<Message> {
    const body = {
      content: text,
      ...(this.#features.has('client-uuids') ? { client_uuid: clientUuid } : {}),
      ...(parts.length > 0 ? { attachments: parts.map(({ uuid }) => uuid) } : {}),
    };
    return parseMessage(await this.#requester.send({ path: `${ROOMS}/${roomUuid}/messages`, method: 'post', body }));
  }

  searchUsers(term: string, limit: number, signal: AbortSignal): Promise<readonly User[]> {
    return this.#directory.search(term, limit, signal);
  }

  users(uuids: readonly string[], signal: AbortSignal): Promise<readonly User[]> {
    return this.#directory.byUuid(uuids, signal);
  }

  /** The user is read from the token; one that the server does not know is replaced once. */
  async #identify(signal: AbortSignal): Promise<ReturnType<typeof parseToken>> {
    const token = await this.#tokens.token();
    try {
      return parseToken(await this.#requester.readToken(token, signal));
    } catch (thrown) {
      if (!(thrown instanceof ChatFailure) || thrown.error.code !== 'bad-token') throw thrown;
    }
    const fresh = await this.#tokens.renew(token, 'refused');
    return parseToken(await this.#requester.readToken(fresh, signal));
  }

  /** Somebody else's token must not send what this person wrote, nor show it what comes. */
  async #checkOwner(token: string): Promise<void> {
    if (this.#me === undefined) return;
    const { userUuid } = parseToken(await this.#requester.readToken(token, this.#closed.signal));
    if (userUuid === this.#me) return;
    this.#tellOtherUser();
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
