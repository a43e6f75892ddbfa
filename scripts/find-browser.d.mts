export const BROWSER_ARGS: readonly string[];
export function findBrowser(): string;
export function findTestBrowser(): string;
export function isShell(path: string): boolean;
