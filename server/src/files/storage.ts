import type { Readable } from 'node:stream';

/** Which bytes of a file; both bounds count from 0 and belong to it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where the bytes of files are, by keys of ours. A file is written once and never changed. */
export interface FileStorage {
  /**
   * Keeps all of `content`. After a rejection nothing of it is kept.
   * @throws StorageFull; whatever `content` ends with
   */
  write(key: string, content: Readable): Promise<void>;
  /** @param range without it, all of the file. @throws FileMissing */
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** One that is not there is as good as removed. */
  remove(key: string): Promise<void>;
}

/** The storage has no file of this key, or no longer. */
export class FileMissing extends Error {
  constructor(key: string, options?: ErrorOptions) {
    super(`There is no file ${key}`, options);
    this.name = 'FileMissing';
  }
}

/** The storage can take no more. */
export class StorageFull extends Error {
  constructor(options?: ErrorOptions) {
    super('There is no room left for files', options);
    this.name = 'StorageFull';
  }
}
