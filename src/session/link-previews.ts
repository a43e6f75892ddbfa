import type { Clock } from '../device/ports.js';
import { ChatFailure, toChatError } from '../model/errors.js';
import { readLinkPreview, type LinkPreview, type LinkPreviewer } from '../model/link-preview.js';

// Loaded with the first link that may have a preview, and not before.

/** Addresses that a page's function is asked for side by side, and answers that are kept. */
const AT_ONCE = 3;
const MOST = 300;
/** Milliseconds after which an answer is not waited for any longer. */
const PATIENCE = 10_000;

/** Who waits for an answer. */
export interface Waiting {
  /** Hears of it, once; null: there is nothing to show. */
  readonly onAnswer: (preview: LinkPreview | null) => void;
  /** Hears why there is none, where the page's function failed. */
  readonly onFailed: (failure: ChatFailure) => void;
}

interface Question {
  readonly url: string;
  readonly waiting: Set<Waiting>;
  readonly stop: AbortController;
  isAsked: boolean;
}

/** By the page's functions: what one answered holds for as long as the page has it. */
const known = new WeakMap<LinkPreviewer, LinkPreviews>();

export function previewsOf(ask: LinkPreviewer, clock: Pick<Clock, 'after'>): LinkPreviews {
  const found = known.get(ask) ?? new LinkPreviews(ask, clock);
  known.set(ask, found);
  return found;
}

/** What a page's function tells of links. Each is asked for once; one that failed, or has nothing to tell, is not asked for again. */
export class LinkPreviews {
  readonly #ask: LinkPreviewer;
  readonly #clock: Pick<Clock, 'after'>;
  /** The latest last. */
  readonly #answers = new Map<string, LinkPreview | null>();
  readonly #questions = new Map<string, Question>();

  constructor(ask: LinkPreviewer, clock: Pick<Clock, 'after'>) {
    this.#ask = ask;
    this.#clock = clock;
  }

  /** What is known of an address; null: nothing to show; undefined: not asked for yet. */
  get(url: string): LinkPreview | null | undefined {
    const answer = this.#answers.get(url);
    if (answer !== undefined) this.#keep(url, answer);
    return answer;
  }

  /** Asks for what is not known. @returns the way to wait no longer: what nobody waits for is aborted */
  ask(url: string, waiting: Waiting): () => void {
    const question = this.#questions.get(url) ?? {
      url,
      waiting: new Set(),
      stop: new AbortController(),
      isAsked: false,
    };
    this.#questions.set(url, question);
    question.waiting.add(waiting);
    this.#askNext();
    return () => {
      if (question.waiting.delete(waiting) && question.waiting.size === 0) this.#giveUp(question);
    };
  }

  #giveUp(question: Question): void {
    this.#end(question);
    question.stop.abort();
    this.#askNext();
  }

  #end({ url }: Question): void {
    this.#questions.delete(url);
  }

  /** What was wanted last is in view most likely. */
  #askNext(): void {
    const questions = [...this.#questions.values()];
    const next = questions.findLast(({ isAsked }) => !isAsked);
    if (!next || questions.filter(({ isAsked }) => isAsked).length >= AT_ONCE) return;
    next.isAsked = true;
    void this.#answer(next);
    this.#askNext();
  }

  async #answer(question: Question): Promise<void> {
    const answer = await this.#previewOf(question).catch((thrown: unknown) => failureOf(thrown));
    // Nobody waits any more; it may have been asked for anew since.
    if (this.#questions.get(question.url) !== question) return;
    this.#end(question);
    const failure = answer instanceof ChatFailure ? answer : undefined;
    const preview = answer instanceof ChatFailure ? null : answer;
    this.#keep(question.url, preview);
    const [first] = question.waiting;
    if (failure) first?.onFailed(failure);
    for (const { onAnswer } of question.waiting) onAnswer(preview);
    this.#askNext();
  }

  /** Whatever the page's function does: throw, answer nonsense, or never. */
  #previewOf({ url, stop }: Question): Promise<LinkPreview | null> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(PATIENCE, () => {
        reject(new Error(`no answer within ${PATIENCE / 1_000} s for ${url}`));
        stop.abort();
      });
      stop.signal.addEventListener('abort', () => {
        cancel();
        resolve(null);
      });
      void Promise.resolve()
        .then(() => this.#ask(url, { signal: stop.signal }))
        .then(readLinkPreview)
        .then(resolve, reject)
        .finally(cancel);
    });
  }

  #keep(url: string, preview: LinkPreview | null): void {
    this.#answers.delete(url);
    this.#answers.set(url, preview);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST && oldest !== undefined) this.#answers.delete(oldest);
  }
}

function failureOf(cause: unknown): ChatFailure {
  return new ChatFailure('link-preview-failed', `linkPreview: ${toChatError(cause).detail}`, { cause });
}
