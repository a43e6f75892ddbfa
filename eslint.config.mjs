import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// Who may import whom: see ARCHITECTURE.md. A folder that is absent from a list must not be imported.
const WIDGET = {
  model: [],
  markdown: ['model'],
  i18n: [],
  styles: [],
  events: ['model'],
  emoji: ['i18n'],
  connection: ['model', 'device'],
  device: ['model', 'connection'],
  store: ['model'],
  wazo: ['model', 'connection', 'device'],
  session: ['model', 'store', 'connection', 'device'],
  ui: ['model', 'store', 'session', 'device', 'markdown', 'i18n', 'styles', 'events', 'emoji'],
};

/** What only a page has. The core runs without one: its ports are in src/device, and device/browser fills them. */
const DOM_GLOBALS = [
  ...['window', 'self', 'document', 'navigator', 'location', 'history', 'screen', 'indexedDB', 'caches'],
  ...['localStorage', 'sessionStorage', 'BroadcastChannel', 'LockManager', 'customElements', 'CSS'],
  ...['matchMedia', 'getComputedStyle', 'addEventListener', 'removeEventListener', 'dispatchEvent'],
  ...['requestAnimationFrame', 'cancelAnimationFrame', 'requestIdleCallback', 'alert', 'confirm', 'Image', 'Node'],
  ...['Element', 'HTMLElement', 'MutationObserver', 'ResizeObserver', 'IntersectionObserver', 'XMLHttpRequest'],
];

// Within ui/: what an element may import besides ui/shared and the files beside it (lazy.ts, context.ts, select.ts). What an
// element shows of another one is a tag in its template.
const ELEMENTS = {
  shared: [],
  banner: [],
  composer: [],
  'emoji-picker': [],
  'gif-picker': [],
  lightbox: [],
  message: [],
  'person-card': [],
  'room-dialog': [],
  // It opens the dialog.
  'room-list': ['room-dialog/room-dialog.js'],
  // It knows its rows and its composer, and what it has the lightbox show.
  thread: ['composer/', 'lightbox/', 'message/'],
  voice: [],
  'warm-up': [],
};

// The same as WIDGET for server/src; what lies beside these folders (clock.ts, errors.ts, …) is there for all of them.
const SERVER = {
  db: [],
  bus: [],
  auth: ['bus', 'db', 'http'],
  http: ['auth', 'db'],
  websocket: ['auth', 'bus'],
  directory: ['auth', 'db', 'http'],
  presences: ['auth', 'bus', 'db', 'http'],
  chat: ['auth', 'bus', 'db', 'http'],
  files: [],
  features: ['auth', 'bus', 'chat', 'db', 'files', 'http'],
  seed: ['auth', 'chat', 'db', 'features', 'files'],
  demo: ['auth', 'http', 'seed'],
};

// Within a folder: routes → service → queries → db. What a file of this name must not import.
const SERVER_ROLES = {
  routes: {
    regex: '(^\\./queries\\.js$|/db/)',
    message: 'routes.ts asks the service; only queries.ts knows the tables.',
  },
  service: { regex: '(^fastify$|/http/|/routes\\.js$)', message: 'service.ts knows nothing of HTTP.' },
  queries: {
    regex: '(^fastify$|/(auth|bus|http)/|/(routes|service)\\.js$)',
    message: 'queries.ts knows the database and nothing else.',
  },
};

/** Forbids imports of the folders that are not in the list. */
function layer(base, folder, folders, allowed, extra = []) {
  const forbidden = folders.filter((name) => name !== folder && !allowed.includes(name));
  const patterns = [
    ...(forbidden.length > 0
      ? [
          {
            regex: `^(\\.\\./)+(${forbidden.join('|')})/`,
            message: `${folder}/ may import only: ${allowed.join(', ') || 'nothing'}.`,
          },
        ]
      : []),
    ...extra,
  ];
  return { files: [`${base}/${folder}/**/*.ts`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

/** A folder of the widget. Only the root of the UI chooses a page's ports. */
function widgetLayer(folder) {
  const regex = folder === 'device' ? '^\\./browser/' : '^(\\.\\./)+device/browser/';
  return layer('src', folder, widgetFolders, WIDGET[folder], [{ regex, message: 'Take a port of src/device.' }]);
}

/** As `layer`, with the rules of ui/ for its folder; the last of two settings of a rule counts, so this one holds both. */
function element(name, allowed) {
  const others = Object.keys(ELEMENTS).filter((other) => other !== name && other !== 'shared');
  const rest = allowed.map((path) => `(?!${path.replaceAll('.', '\\.')})`).join('');
  const outer = widgetLayer('ui').rules['no-restricted-imports'][1].patterns;
  const inner = {
    regex: `^(\\.\\./)+${rest}(${[...others, 'group-chat'].join('|')})/`,
    message: `ui/${name}/ may import of ui/ only: ${['shared', ...allowed].join(', ')}.`,
  };
  const rules = { 'no-restricted-imports': ['error', { patterns: [...outer, inner] }] };
  return { files: [`src/ui/${name}/**/*.ts`], rules };
}

const widgetFolders = Object.keys(WIDGET);
const widgetLayers = widgetFolders.map(widgetLayer);
const elementLayers = Object.entries(ELEMENTS).map(([name, allowed]) => element(name, allowed));

// `../reactions/…` from features/receipts; the list of all of them, features/index.ts, says `./reactions/…`.
const OTHER_FEATURE = {
  regex: '^\\.\\./[^.]',
  message: 'Features do not know each other: what they share is in chat/, what one adds to others is in its Feature.',
};
const serverFolders = Object.keys(SERVER);
const serverLayers = serverFolders.flatMap((folder) => {
  const own = folder === 'features' ? [OTHER_FEATURE] : [];
  const rules = (extra = []) => layer('server/src', folder, serverFolders, SERVER[folder], [...own, ...extra]);
  const roles = Object.entries(SERVER_ROLES).map(([role, pattern]) => ({
    ...rules([pattern]),
    files: [`server/src/${folder}/**/${role}.ts`],
  }));
  return [rules(), ...roles];
});
// The list of the features lies one level above them.
const featureList = {
  ...layer('server/src', 'features', serverFolders, SERVER.features),
  files: ['server/src/features/index.ts'],
};

export default tseslint.config(
  {
    ignores: ['**/dist/', '**/node_modules/', '**/*.gen.js', 'src/emoji/data/', 'test/bench/results/', 'test/output/'],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An implementation of a port, or a Lit lifecycle, is asynchronous by contract.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/dot-notation': 'off',
      // An empty text is often as good as none.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
    },
  },
  {
    files: ['src/**/*.ts'],
    languageOptions: { globals: globals.browser },
    plugins: { lit, wc, 'lit-a11y': litA11y },
    settings: { wc: { elementBaseClasses: ['LitElement'] } },
    rules: {
      ...lit.configs['flat/recommended'].rules,
      ...wc.configs['flat/recommended'].rules,
      ...litA11y.configs.recommended.rules,
      'wc/guard-super-call': 'off',
      'lit/no-template-bind': 'error',
    },
  },
  ...widgetLayers,
  ...elementLayers,
  {
    files: ['src/core.ts', 'src/{model,store,connection,session,wazo}/**/*.ts', 'src/device/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...DOM_GLOBALS.map((name) => ({ name, message: 'The core runs without a page: see src/device/ports.ts.' })),
      ],
      // `globalThis.window` is no way around it.
      'no-restricted-properties': [
        'error',
        ...DOM_GLOBALS.map((property) => ({
          object: 'globalThis',
          property,
          message: 'The core runs without a page.',
        })),
      ],
    },
  },
  {
    files: ['src/ui/**/*.ts'],
    ignores: ['src/ui/shared/composition.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { property: 'isComposing', message: 'Safari tells by the key code only: ask ui/shared/composition.ts.' },
      ],
    },
  },
  ...serverLayers,
  featureList,
  {
    // The root is where the adapter is chosen.
    files: ['src/ui/group-chat/*.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['server/**/*.ts', 'scripts/**', 'test/**/*.ts', '*.mjs'],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    files: ['test/**/*.ts', 'server/test/**/*.ts'],
    rules: {
      // node:test's `test()` answers a promise that the runner awaits; chai's assertions are expressions.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test' },
          ],
        },
      ],
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // What a server answers is whatever it answers; the assertions look at it.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
  {
    // chai's assertions on elements answer themselves, which looks like a promise to the rule.
    files: ['test/components/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/main.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only main.ts reads the environment.' },
      ],
    },
  },
  { files: ['demo/**/*.js'], languageOptions: { globals: globals.browser } },
  // Plain programs have no types to check.
  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked] },
  prettier,
);
