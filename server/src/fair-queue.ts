type Job = () => Promise<void>;

/** Takes from its lines in turn. A line that is empty is absent. */
class Rotation {
  readonly #lines = new Map<string, Job[]>();

  add(key: string, job: Job): void {
    const line = this.#lines.get(key);
    if (line) line.push(job);
    else this.#lines.set(key, [job]);
  }

  get isEmpty(): boolean {
    return this.#lines.size === 0;
  }

  next(): Job | undefined {
    const [first] = this.#lines;
    if (!first) return undefined;
    const [key, line] = first;
    const job = line.shift();
    this.#lines.delete(key);
    if (line.length > 0) this.#lines.set(key, line);
    return job;
  }
}

/** For whom something is done: groups take turns, and within a group its members do. */
export interface Place {
  readonly group: string;
  readonly member: string;
}

/** Does a few things at once; who asks for much waits behind themselves and not before others. */
export class FairQueue {
  readonly #most: number;
  /** Groups that wait. A Map keeps the order, in which the one that was served goes to the end. */
  readonly #groups = new Map<string, Rotation>();
  #running = 0;

  /** @param most how many jobs are under way at the same time */
  constructor(most: number) {
    this.#most = most;
  }

  /** Settles as `work` does. */
  run<Result>({ group, member }: Place, work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const members = this.#groups.get(group) ?? new Rotation();
      members.add(member, () => work().then(resolve, reject));
      this.#groups.set(group, members);
      this.#fill();
    });
  }

  #fill(): void {
    while (this.#running < this.#most) {
      const job = this.#next();
      if (!job) return;
      this.#running += 1;
      void job().finally(() => {
        this.#running -= 1;
        this.#fill();
      });
    }
  }

  #next(): Job | undefined {
    const [first] = this.#groups;
    if (!first) return undefined;
    const [group, members] = first;
    const job = members.next();
    this.#groups.delete(group);
    if (!members.isEmpty) this.#groups.set(group, members);
    return job;
  }
}
