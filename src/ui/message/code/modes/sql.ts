// One dialect for all, the one with the most keywords that people paste.
export { pgSQL as sql } from '@codemirror/legacy-modes/mode/sql';
