import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Clock } from '../clock.js';
import { FairQueue, type Place } from '../fair-queue.js';
import type { Limits } from '../limits.js';
import { RateLimiter } from '../rate-limit.js';
import { networkOf } from './network.js';

/** Too many names, passwords or tokens were wrong, so that the next one is not even looked at. */
export class TooManyAttempts extends Error {
  /** Whole seconds, at least 1. */
  readonly retryAfter: number;

  /** @param seconds until the next attempt is looked at */
  constructor(seconds: number) {
    super('Too many attempts');
    this.name = 'TooManyAttempts';
    this.retryAfter = Math.max(1, Math.ceil(seconds));
  }
}

/** Each hash takes a processor for some 60 ms, and a thread of the four that Node has for files, too. */
const HASHES_AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1));
const LOOKUPS_AT_ONCE = 10;
const MOST_KNOWN_PAIRS = 10_000;

/** A name in a key of limited length; coarser than the database compares, or spellings would be further attempts. */
function nameKey(name: string): string {
  const coarse = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  return createHash('sha256').update(coarse).digest('base64');
}

interface Bucket {
  readonly limiter: RateLimiter;
  readonly key: string;
}

const refuse = (buckets: readonly Bucket[]): void => {
  const wait = Math.max(...buckets.map(({ limiter, key }) => limiter.wait(key)));
  if (wait > 0) throw new TooManyAttempts(wait);
};

/** Takes one of each, and gives them back unless `work` answers undefined: only what was wrong counts. */
async function charge<Result>(
  buckets: readonly Bucket[],
  work: () => Promise<Result | undefined>,
): Promise<Result | undefined> {
  refuse(buckets);
  for (const { limiter, key } of buckets) limiter.take(key);
  let isWrong = false;
  try {
    const result = await work();
    isWrong = result === undefined;
    return result;
  } finally {
    if (!isWrong) for (const { limiter, key } of buckets) limiter.giveBack(key);
  }
}

/** Lets those in whom nobody knows yet: how often they may be wrong, and in which order they are looked at. */
export class Admission {
  readonly #pairs: RateLimiter;
  readonly #accounts: RateLimiter;
  readonly #addresses: RateLimiter;
  readonly #unknownTokens: RateLimiter;
  readonly #hashing = new FairQueue(HASHES_AT_ONCE);
  readonly #lookups = new FairQueue(LOOKUPS_AT_ONCE);
  /** Names with the addresses from which they were signed in to, the latest last. */
  readonly #knownPairs = new Set<string>();

  constructor({ logins, unknownTokens }: Pick<Limits, 'logins' | 'unknownTokens'>, clock: Clock) {
    this.#pairs = new RateLimiter(logins.perAccountAndAddress, clock);
    this.#accounts = new RateLimiter(logins.perAccount, clock);
    this.#addresses = new RateLimiter(logins.perAddress, clock);
    this.#unknownTokens = new RateLimiter(unknownTokens, clock);
  }

  /**
   * Checks a password.
   * @param check answers undefined when the name or the password is wrong
   * @throws TooManyAttempts
   */
  async login<Result>(address: string, name: string, check: () => Promise<Result | undefined>) {
    const account = nameKey(name);
    const place = { group: networkOf(address), member: account };
    const result = await this.#queued(this.#hashing, place, () => this.#ofLogin(place), check);
    if (result !== undefined) this.#remember(pairKey(place));
    return result;
  }

  /**
   * Looks up a token that is not in the memory, or a refresh token. It is as long as it is random, so wrong passwords from
   * the same address are no reason to refuse it.
   * @throws TooManyAttempts
   */
  token<Result>(address: string, lookUp: () => Promise<Result | undefined>) {
    const group = networkOf(address);
    const buckets = [{ limiter: this.#unknownTokens, key: group }];
    return this.#queued(this.#lookups, { group, member: '' }, () => buckets, lookUp);
  }

  /** Whoever is over the limit does not wait in the queue, and is looked at again at their turn. */
  async #queued<Result>(
    queue: FairQueue,
    place: Place,
    buckets: () => readonly Bucket[],
    work: () => Promise<Result | undefined>,
  ): Promise<Result | undefined> {
    refuse(buckets());
    return queue.run(place, () => charge(buckets(), work));
  }

  #ofLogin(place: Place): Bucket[] {
    const pair = pairKey(place);
    const own = [
      { limiter: this.#pairs, key: pair },
      { limiter: this.#addresses, key: place.group },
    ];
    // An attack from many addresses must not keep the owner out where they have been before.
    return this.#knownPairs.has(pair) ? own : [...own, { limiter: this.#accounts, key: place.member }];
  }

  #remember(pair: string): void {
    this.#knownPairs.delete(pair);
    this.#knownPairs.add(pair);
    const [oldest] = this.#knownPairs;
    if (this.#knownPairs.size > MOST_KNOWN_PAIRS && oldest !== undefined) this.#knownPairs.delete(oldest);
  }
}

const pairKey = ({ group, member }: Place): string => `${group} ${member}`;
