import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const CDN = fileURLToPath(new URL('../../dist/cdn/', import.meta.url));
const ENTRY = 'wazo-group-chat.js';
/** What a static import is once terser has been there: `from"./x.js"` or `import"./x.js"`; a lazy one has a bracket. */
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g;

export interface BuiltFile {
  readonly name: string;
  /** Bytes, compressed by gzip. */
  readonly size: number;
  /** Whether it is loaded only when something of it is needed. */
  readonly isLazy: boolean;
  /** The other files that it cannot begin without. */
  readonly needs: readonly string[];
  /** Whether it holds nothing but the names of emoji. */
  readonly isData: boolean;
}

/** The modules that `npm run build` wrote for script tags, largest first. */
export function builtFiles(): readonly BuiltFile[] {
  const initial = importedBy(ENTRY);
  const names = readdirSync(CDN).filter((name) => name.endsWith('.js') && !name.endsWith('.iife.js'));
  const files = names.map((name) => fileOf(name, !initial.has(name)));
  return files.sort((a, b) => b.size - a.size);
}

/** Bytes that a page loads before anything can be shown: the entry and all that it imports. */
export function initialSize(files: readonly BuiltFile[]): number {
  return files.filter(({ isLazy }) => !isLazy).reduce((sum, { size }) => sum + size, 0);
}

function fileOf(name: string, isLazy: boolean): BuiltFile {
  const source = readFileSync(CDN + name, 'utf8');
  const isData = source.includes('Emoji data: emojibase-data') && !source.includes('customElements');
  const needs = [...source.matchAll(STATIC_IMPORT)].map(([, next = '']) => next);
  return { name, size: gzipSync(source, { level: 9 }).length, isLazy, needs, isData };
}

function importedBy(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, next = ''] of readFileSync(CDN + name, 'utf8').matchAll(STATIC_IMPORT)) importedBy(next, found);
  return found;
}
