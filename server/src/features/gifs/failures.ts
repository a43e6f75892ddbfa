import { type ApiError, chatdError } from '../../errors.js';

/** What can go wrong with a provider: with words for its clients, and more of them for who runs the server. */
export class ProviderFailure extends Error {
  /** `busy`: it passes by itself; `refused`: the key does not open; `foreign`: what came is not what was asked for. */
  readonly kind: 'busy' | 'refused' | 'foreign' | 'missing';
  /** Seconds to wait. */
  readonly retryAfter: number;

  constructor(kind: ProviderFailure['kind'], detail: string, { retryAfter = 5, ...options }: FailureOptions = {}) {
    super(detail, options);
    this.name = 'ProviderFailure';
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** As an answer, which says nothing of the key and nothing of addresses. */
  toApiError(): ApiError {
    if (this.kind === 'busy') {
      const details = { retry_after: this.retryAfter };
      return chatdError(503, 'gif-provider-unavailable', 'The GIF provider cannot be reached just now', details);
    }
    const message =
      this.kind === 'refused' ? 'The GIF provider refused the server’s key' : 'The GIF provider’s answer is of no use';
    return chatdError(502, 'gif-provider-failed', message);
  }
}

interface FailureOptions extends ErrorOptions {
  readonly retryAfter?: number;
}

const LONGEST_PAUSE = 600;

/** What an answer's status says; undefined when it is a good one. */
export function failureOf({ status, headers }: Response): ProviderFailure | undefined {
  if (status === 200) return undefined;
  if (status === 401 || status === 403) return new ProviderFailure('refused', `answered ${status}`);
  if (status === 404) return new ProviderFailure('missing', 'answered 404');
  if (status === 429 || status >= 500) {
    const wait = Number(headers.get('Retry-After'));
    const retryAfter = wait > 0 ? Math.min(Math.ceil(wait), LONGEST_PAUSE) : status === 429 ? 30 : 5;
    return new ProviderFailure('busy', `answered ${status}`, { retryAfter });
  }
  // Redirections too: where they lead is not looked at.
  return new ProviderFailure('foreign', `answered ${status}`);
}
