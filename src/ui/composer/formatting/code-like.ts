/** Fewer lines are read as they are. */
const LEAST_LINES = 4;
/** How many of a text's lines must look like code or a log. */
const SHARE = 0.5;

/** Of more lines than these, and of longer ones than twice this, what lies between is not looked at: a pasted file must not hold the page. */
const MOST_LINES = 400;
const END = 200;

const SIGNS: readonly RegExp[] = [
  // A place in a file: `at f (a.js:1:2)`, `File "a.py", line 3`, `a.go:12`.
  /[\w/\\.-]+\.\w{1,5}:\d+\b|\bline \d+\b.*|^\s*at\s+\S+.*[(:]/,
  // When something happened, as logs begin.
  /^\W{0,2}(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d|\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)/,
  /\b(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL)\b|^(?:Caused by:|Traceback |Exception in |\w*(?:Error|Exception):)/,
  // What ends or begins a block, a statement, a tag.
  /[{};]\s*$|^\s*[)}\]]+[;,]?\s*$|^\s*<\/?[a-zA-Z][^>]*>\s*$|=>|\)\s*:\s*$|"\s*:\s*\S/,
  /^\s*(?:(?:export |async |public |private |static )*(?:import|from|const|let|var|function|class|def|return|if|for|while|fn|func)\b.*[(={:;'"]|#include\b|SELECT\b|[$#>]\s+\w)/,
];
const INDENTED = /^(?: {2,}|\t+)\S/;
/** An item of a list, however deep, is no code. */
const ITEM = /^\s*(?:[-*+•]|\d+[.)])\s/;

/** Whether a text of several lines is rather a log, a stack trace or code than words. */
export function looksLikeCode(text: string): boolean {
  if (text.includes('```')) return false;
  const lines = text
    .split(/\r?\n/, MOST_LINES)
    .map(endsOf)
    .filter((line) => line.trim() !== '');
  if (lines.length < LEAST_LINES) return false;
  const score = lines.reduce((sum, line) => sum + scoreOf(line), 0);
  return score >= lines.length * SHARE && lines.some((line) => scoreOf(line) === 1);
}

function endsOf(line: string): string {
  return line.length > 2 * END ? line.slice(0, END) + line.slice(-END) : line;
}

function scoreOf(line: string): number {
  if (ITEM.test(line)) return 0;
  if (SIGNS.some((sign) => sign.test(line))) return 1;
  return INDENTED.test(line) ? 0.75 : 0;
}
