import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** When a process began, in the kernel's ticks; undefined where there is no /proc. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold blanks.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process that wrote the lock still runs; the same number may be another process by now. */
function isHeld(content: string): boolean {
  const [pid, start] = content.trim().split(' ');
  const number = Number(pid);
  if (!Number.isInteger(number) || number <= 0 || !isAlive(number)) return false;
  return !start || start === startOf(number);
}

/** @returns '' when it has gone */
function readLock(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** `lock` was the only name once, and counts as number 0. */
const NAME = /^lock(?:\.(\d+))?$/;

const lockFile = (folder: string, number: number): string => join(folder, number === 0 ? 'lock' : `lock.${number}`);

/** The numbers of the lock files in a folder, the last one first. */
function lockNumbers(folder: string): number[] {
  const matches = readdirSync(folder).map((name) => NAME.exec(name));
  return matches.flatMap((match) => (match ? [Number(match[1] ?? 0)] : [])).sort((a, b) => b - a);
}

/** Makes a file that names this process, complete from its first moment. @returns false when there is one already */
function makeLock(folder: string, number: number): boolean {
  const draft = join(folder, `lock-draft-${randomUUID()}`);
  writeFileSync(draft, `${process.pid} ${startOf(process.pid) ?? ''}\n`);
  try {
    linkSync(draft, lockFile(folder, number));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

/**
 * Makes sure that one process at a time uses a data folder: the embedded database does not, and two would ruin it.
 *
 * The lock is the file with the highest number, and belongs to the living process that it names. Whoever finds it free
 * makes the next number, which only one can. Nobody removes the highest one: a starter that has found a lock of a dead
 * process, and then slept, would otherwise remove the one of its successor.
 * @returns a function that gives the folder free
 * @throws Error when another process has it, or when the folder cannot be written
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const [last = 0] = lockNumbers(folder);
  const content = readLock(lockFile(folder, last));
  if (isHeld(content)) throw new Error(`The data folder ${folder} is in use by process ${content.split(' ')[0]}`);
  const mine = last + 1;
  // A number that was made and tidied away meanwhile can be made again; but then a higher one is there.
  if (!makeLock(folder, mine) || lockNumbers(folder)[0] !== mine) {
    throw new Error(`The data folder ${folder} is in use by another process`);
  }
  for (const number of lockNumbers(folder)) if (number < mine) rmSync(lockFile(folder, number), { force: true });
  return () => writeFileSync(lockFile(folder, mine), '');
}
