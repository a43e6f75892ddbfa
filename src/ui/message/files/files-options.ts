import type { Localize } from '../../../i18n/localize.js';
import type { Part } from '../../../model/message.js';
import type { TextPreview } from './text-previews.js';

/** What the files of a message are drawn with. */
export interface FilesOptions {
  readonly localize: Localize;
  /** Whether the message passes by too fast to be looked at: its pictures are not asked for, their space is there. */
  readonly passesBy: boolean;
  /** Whether a file could not be read, and will not be. */
  readonly isGone: (part: Part) => boolean;
  /** Another number whenever a file is to be asked for anew. */
  readonly attempt: (part: Part) => number;
  /** Whether a picture moves that is to stand still: `still` until the person has it move. */
  readonly motion: (part: Part) => 'free' | 'still' | 'moving';
  /** The beginning of a text; undefined while nobody asked for it. */
  readonly preview: (part: Part) => TextPreview | undefined;
  /** Whether the player of voice messages could not be loaded: the browser's takes its place. */
  readonly lacksVoice: boolean;
  readonly onShow: (part: Part, opener: HTMLElement) => void;
  readonly onMotion: (part: Part) => void;
  readonly onPreview: (part: Part) => void;
  readonly onFollow: (event: MouseEvent, part: Part) => void;
  /** A voice message is shown: its player is needed. */
  readonly onVoice: () => void;
  /** A file could not be read at its address. */
  readonly onFailed: (part: Part) => void;
}
