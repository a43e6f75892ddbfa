import { createContext } from '@lit/context';
import type { GifProvider } from '../model/gif.js';
import type { ChatCommand } from './composer/commands/command.js';
import type { LinkPreviewer } from '../model/link-preview.js';

/** What the host page wants of the chat, as attributes and properties of the root element say. */
export interface HostSettings {
  /** The key that sends. */
  readonly sendKey: string | null;
  /** Whether files may be attached, where that is possible. */
  readonly attachments: 'on' | 'off';
  /** The types of files that may be, as an input's `accept` lists them; null: all. */
  readonly accept: string | null;
  /** The page's own commands. */
  readonly commands: readonly ChatCommand[] | null;
  /** Brings GIFs in place of the server's. */
  readonly gifProvider: GifProvider | null;
  /** Tells what links lead to; null: no previews. */
  readonly linkPreview: LinkPreviewer | null;
}

export const DEFAULT_SETTINGS: HostSettings = {
  sendKey: null,
  attachments: 'on',
  accept: null,
  commands: null,
  gifProvider: null,
  linkPreview: null,
};

/** The settings among an element's properties. */
export const SETTINGS = [
  'sendKey',
  'attachments',
  'accept',
  'commands',
  'gifProvider',
  'linkPreview',
] as const satisfies readonly (keyof HostSettings)[];

/** Settings that elements deep inside read; what concerns the connection is the session's. */
export const hostContext = createContext<HostSettings>(Symbol('wazo-chat-host'));
