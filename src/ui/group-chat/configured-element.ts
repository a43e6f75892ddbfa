import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { TokenProvider } from '../../connection/connection.js';
import type { GifProvider } from '../../model/gif.js';
import type { LinkPreviewer } from '../../model/link-preview.js';
import type { Uploader } from '../../session/hosted-files.js';
import type { ChatCommand } from '../composer/commands/command.js';
import type { HostSettings } from '../host-settings.js';

/** What a page configures the chat by: its attributes and properties. */
export abstract class ConfiguredElement extends LitElement {
  /** Where the Wazo Platform is: a host name (reached by https and wss) or an origin; http for loopback only. */
  @property() host: string | null = null;

  /** The uuid of the room to show. Later choices of the person do not change it; see `wazo-chat-room-change`. */
  @property() room: string | null = null;

  /**
   * The key that sends a message: `enter`, or `ctrl-enter` (on a Mac Command does as well). Without it, and with anything
   * else, Enter sends, except on touch keyboards, where it breaks the line and the button sends.
   */
  @property({ attribute: 'send-key' }) sendKey: string | null = null;

  /**
   * Answers with an access token. Asked at the start and whenever a token is refused or about to expire, with
   * `{reason: 'start' | 'refused' | 'expiring', signal}`.
   */
  @property({ attribute: false }) tokenProvider: TokenProvider | null = null;

  /**
   * `off` for a device that several people use: the rooms and messages that were seen last are not kept on it for the next
   * visit, and what was kept is removed. Read when the chat starts.
   */
  @property({ attribute: 'keep-history' }) keepHistory: 'on' | 'off' = 'on';

  /** `off`: nothing can be attached to messages; files of others are shown. */
  @property() attachments: 'on' | 'off' = 'on';

  /** The types of files that may be attached, as the `accept` of an input lists them: `image/*,.pdf`. Without it, all. */
  @property() accept: string | null = null;

  /**
   * Puts files into a storage of the page's own instead of the server's, also where the server takes none; messages then
   * carry Markdown links to them: `(file, {room, signal, onProgress}) => Promise<{url, name, contentType, size}>`. Elements
   * that share a host and a token provider share the last one that was given.
   */
  @property({ attribute: false }) uploader: Uploader | null = null;

  /**
   * Commands of the page, run by `/name text` in the composer: `{name, description, run(text, {room, signal})}`. What `run`
   * answers, if anything, is sent; while it has not answered what was written stays, and when it fails it stays, too.
   */
  @property({ attribute: false }) commands: readonly ChatCommand[] | null = null;

  /**
   * Brings GIFs in place of the server's, or where it has none but takes files: an object with
   * `search(term, {limit, offset, signal, language})`, which answers `{items: [{id, title, url, previewUrl, width, height}], total?}`;
   * without a term it tells what is popular. What is chosen is loaded from its `url` by the visitor's browser, and sent as a file.
   */
  @property({ attribute: false }) gifProvider: GifProvider | null = null;

  /**
   * Tells what a link leads to, for a card below the message: `(url, {signal}) => Promise<{title, text?, picture?: {url, width?,
   * height?}, siteName?} | null>`, as plain text. Asked once for each http(s) address in sight. Without it there are no previews.
   */
  @property({ attribute: false }) linkPreview: LinkPreviewer | null = null;

  /** What of it elements deep inside read. */
  protected get hostSettings(): HostSettings {
    const { sendKey, attachments, accept, commands, gifProvider, linkPreview } = this;
    return { sendKey, attachments, accept, commands, gifProvider, linkPreview };
  }
}
