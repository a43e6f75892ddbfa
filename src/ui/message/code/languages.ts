import type { StreamParser } from '@codemirror/streamparser';

/** Reads the tokens of a language. */
export type Language = StreamParser<unknown>;

// The paths are spelt out for bundlers: each is a chunk of its own.
const script = () => import('@codemirror/legacy-modes/mode/javascript');
const markup = () => import('@codemirror/legacy-modes/mode/xml');
const style = () => import('@codemirror/legacy-modes/mode/css');
const clike = () => import('./modes/clike.js');
const properties = () => import('@codemirror/legacy-modes/mode/properties');

/** What brings a language. */
const LOADERS = {
  javascript: async () => (await script()).javascript,
  typescript: async () => (await script()).typescript,
  json: async () => (await script()).json,
  html: async () => (await markup()).html,
  xml: async () => (await markup()).xml,
  css: async () => (await style()).css,
  scss: async () => (await style()).sCSS,
  less: async () => (await style()).less,
  python: async () => (await import('@codemirror/legacy-modes/mode/python')).python,
  java: async () => (await clike()).java,
  c: async () => (await clike()).c,
  cpp: async () => (await clike()).cpp,
  csharp: async () => (await clike()).csharp,
  kotlin: async () => (await clike()).kotlin,
  php: async () => (await clike()).php,
  go: async () => (await import('@codemirror/legacy-modes/mode/go')).go,
  rust: async () => (await import('@codemirror/legacy-modes/mode/rust')).rust,
  ruby: async () => (await import('@codemirror/legacy-modes/mode/ruby')).ruby,
  shell: async () => (await import('@codemirror/legacy-modes/mode/shell')).shell,
  sql: async () => (await import('./modes/sql.js')).sql,
  yaml: async () => (await import('./modes/yaml.js')).yaml,
  diff: async () => (await import('@codemirror/legacy-modes/mode/diff')).diff,
  dockerfile: async () => (await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile,
  swift: async () => (await import('@codemirror/legacy-modes/mode/swift')).swift,
  powershell: async () => (await import('@codemirror/legacy-modes/mode/powershell')).powerShell,
  markdown: async () => (await import('./modes/markdown.js')).markdown,
  ini: async () => (await properties()).properties,
  toml: async () => (await import('@codemirror/legacy-modes/mode/toml')).toml,
} as const satisfies Record<string, () => Promise<Language>>;

export type LanguageName = keyof typeof LOADERS;

/** What people write behind a fence beside the names themselves. */
const ALIASES: Readonly<Record<LanguageName, string>> = {
  javascript: 'js jsx mjs cjs node es6',
  typescript: 'ts tsx mts cts',
  json: 'json5 jsonc jsonl ndjson',
  html: 'htm xhtml vue svelte handlebars hbs',
  xml: 'svg rss xsd xsl xslt plist wsdl',
  css: '',
  scss: 'sass',
  less: '',
  python: 'py py3 python3 pyi',
  java: '',
  c: 'h',
  cpp: 'c++ cc cxx hpp hh hxx',
  csharp: 'c# cs',
  kotlin: 'kt kts',
  php: 'php7 php8',
  go: 'golang',
  rust: 'rs',
  ruby: 'rb gemfile rake',
  shell: 'bash sh zsh console shellsession shell-session ksh',
  sql: 'mysql postgres postgresql psql pgsql sqlite plsql tsql mariadb',
  yaml: 'yml',
  diff: 'patch udiff',
  dockerfile: 'docker containerfile',
  swift: '',
  powershell: 'ps ps1 psm1 pwsh posh',
  markdown: 'md mdx mkd',
  ini: 'properties conf cfg config env dotenv editorconfig',
  toml: '',
};

const NAMES = new Map<string, LanguageName>(
  (Object.keys(LOADERS) as LanguageName[]).flatMap((name) =>
    [name, ...ALIASES[name].split(' ')].map((alias) => [alias, name] as const),
  ),
);

const loading = new Map<LanguageName, Promise<Language | undefined>>();

/** The language that a fence names, by any of its names; undefined for one that is not known. */
export function languageNamed(word: string | null | undefined): LanguageName | undefined {
  return word ? NAMES.get(word.toLowerCase()) : undefined;
}

/** Loads a language, once; undefined when it does not come, and then it may be asked for again. Never rejects. */
export function loadLanguage(name: LanguageName): Promise<Language | undefined> {
  const known = loading.get(name);
  if (known) return known;
  const coming = LOADERS[name]().catch(() => {
    loading.delete(name);
    return undefined;
  });
  loading.set(name, coming);
  return coming;
}
