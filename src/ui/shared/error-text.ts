import type { en } from '../../i18n/en.js';
import { formatSize } from '../../i18n/formats.js';
import type { Localize } from '../../i18n/localize.js';
import type { ChatError, ChatErrorCode } from '../../model/errors.js';
import type { Limits } from '../../model/features.js';

/** What a person is told about an error. */
export function errorText(error: ChatError, localize: Localize, limits?: Limits): string {
  switch (error.code) {
    case 'bad-host':
      return localize.term('errorBadHost', error.detail);
    case 'bad-room':
      return localize.term('errorBadRoom', error.detail);
    case 'content-too-long':
      return localize.term('errorContentTooLong', limits?.contentLength ?? 0);
    case 'file-too-large':
      return localize.term('errorFileTooLarge', formatSize(localize.lang(), limits?.attachmentSize ?? 0));
    case 'too-many-files':
      return localize.term('errorTooManyFiles', limits?.attachmentsPerMessage ?? 0);
    default:
      return localize.term(TERMS[error.code]);
  }
}

type WithDetail = 'bad-host' | 'bad-room' | 'content-too-long' | 'file-too-large' | 'too-many-files';

const TERMS = {
  'no-host': 'errorNoHost',
  'no-token-provider': 'errorNoTokenProvider',
  'token-provider-failed': 'errorTokenProviderFailed',
  'bad-token': 'errorBadToken',
  unauthorized: 'errorUnauthorized',
  network: 'errorNetwork',
  server: 'errorServer',
  'unknown-room': 'errorUnknownRoom',
  'content-empty': 'errorContentEmpty',
  'content-invalid': 'errorContentInvalid',
  'invalid-data': 'errorInvalidData',
  'unknown-reaction': 'errorUnknownReaction',
  'file-empty': 'errorFileEmpty',
  'file-unreadable': 'fileUnreadable',
  'storage-full': 'errorStorageFull',
  'uploader-failed': 'errorUploaderFailed',
  'file-type-refused': 'errorFileTypeRefused',
  'gif-failed': 'errorGif',
  'command-failed': 'errorUnknown',
  'link-preview-failed': 'errorUnknown',
  'bad-frame': 'errorUnknown',
  unknown: 'errorUnknown',
} as const satisfies Record<Exclude<ChatErrorCode, WithDetail>, keyof typeof en>;
