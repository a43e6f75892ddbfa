import type { Intent } from '../../model/operation.js';
import type { SessionCore } from '../core.js';
import type { Kind } from './kind.js';
import { Posts } from './post.js';
import type { OutboxQueue } from './queue.js';
import { Reacts } from './react.js';
import { Reads } from './read.js';

/** One row for each kind of operation. */
export class Kinds {
  readonly post: Posts;
  readonly react: Reacts;
  readonly read: Reads;

  constructor(core: SessionCore, queue: OutboxQueue) {
    this.post = new Posts(core, queue);
    this.react = new Reacts(core, queue);
    this.read = new Reads(core);
  }

  /** The kind of an intent; undefined for one of another version of the chat. */
  of({ kind }: Intent): Kind | undefined {
    const { post, react, read } = this;
    const kinds: Readonly<Record<Intent['kind'], Kind>> = { post, react, read };
    return kinds[kind];
  }
}
