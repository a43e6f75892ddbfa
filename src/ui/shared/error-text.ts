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
    default:
      return localize.term(TERMS[error.code]);
  }
}

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
  'bad-frame': 'errorUnknown',
  unknown: 'errorUnknown',
} as const satisfies Record<Exclude<ChatErrorCode, 'bad-host' | 'bad-room' | 'content-too-long'>, string>;
