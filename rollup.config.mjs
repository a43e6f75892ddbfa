import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import license from 'rollup-plugin-license';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';

// Bundles what tsc wrote to dist/lib into the two files for script tags.
const input = { 'wazo-group-chat': 'dist/lib/define.js' };
const resolve = nodeResolve({ browser: true, exportConditions: ['production'] });
const licenses = license({
  thirdParty: { output: fileURLToPath(new URL('dist/cdn/THIRD-PARTY-LICENSES.txt', import.meta.url)) },
});

// White space in templates shrinks to one space and never goes: between inline elements it means something.
const literals = minifyTemplateLiterals({
  include: 'dist/lib/**/*.js',
  // Colours that are made by a loop, and texts of two sheets: the plugin warns that it cannot read them.
  exclude: ['dist/lib/ui/shared/avatar.js', 'dist/lib/markdown/markdown.styles.js'],
  options: {
    minifyOptions: {
      collapseWhitespace: true,
      conservativeCollapse: true,
      caseSensitive: true,
      removeComments: true,
      minifyCSS: true,
    },
    shouldMinifyCSS: ({ tag, parts }) => tag === 'css' && parts.length === 1,
  },
});

/**
 * Lit counts its copies in arrays on `window`, and keeps there a map that only standard decorators use. A guest leaves
 * nothing behind: the arrays go, the map moves into its module.
 */
const noGlobals = {
  name: 'no-globals',
  transform(code, id) {
    if (!/[\\/](lit-html|lit-element|reactive-element)[\\/][\w-]+\.js$/.test(id)) return null;
    const local = code
      .replace(/\(\w+\.\w+Versions\s*\?\?=\s*\[\]\)\.push\("[^"]*"\)/g, '0')
      .replace(/\w+\.litPropertyMetadata/g, 'litPropertyMetadata');
    if (local === code) return null;
    const map = local.includes('litPropertyMetadata') ? 'let litPropertyMetadata;' : '';
    return { code: map + local, map: null };
  },
};

/** TypeScript writes its helper for decorators into each file; one copy serves all. */
const oneDecorateHelper = {
  name: 'one-decorate-helper',
  transform(code) {
    const helper = /^var __decorate = \(this && this\.__decorate\) \|\| function[\s\S]*?\n};\n/m;
    if (!helper.test(code)) return null;
    return { code: code.replace(helper, "import { __decorate } from 'tslib';\n"), map: null };
  },
};

/** What every room needs, as three files that are asked for side by side; each has what it shares with those after it. */
const ROOM = {
  writing: ['ui/composer/writing.js', 'session/uploads.js'],
  conversation: ['ui/thread/conversation.js'],
  formatter: ['markdown/formatter.js'],
};

/**
 * Chromium compiles such a file as it arrives, beside the page's own work, and not function by function when each is first
 * called: most of these are, before the first room stands. Each file more takes memory, 0.1 MB of what a page holds.
 *
 * @see https://v8.dev/blog/explicit-compile-hints
 */
const COMPILED_AT_ONCE = '//# allFunctionsCalledOnLoad';
const FIRST = ['wazo-group-chat', 'conversation'];

const compileHints = {
  name: 'compile-hints',
  // After terser, which takes comments away.
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || !FIRST.includes(chunk.name)) continue;
      chunk.code = `${COMPILED_AT_ONCE}\n${chunk.code}`;
      const map = bundle[chunk.sourcemapFileName];
      if (map) map.source = map.source.replace('"mappings":"', '"mappings":";');
    }
  },
};

function minify(module) {
  return terser({
    module,
    ecma: 2020,
    compress: { passes: 3, keep_fargs: false, pure_getters: true, unsafe_arrows: true, unsafe_methods: true },
    format: { comments: /^!/ },
  });
}

/** What a package's index names, which the entry imports, and only a room uses. */
const NOT_OF_ENTRY = /@lit[\\/]context[\\/]lib[\\/]decorators/;

/**
 * Puts what several lazy parts share into the files of a room. In files of its own it would be found only when the first of
 * these has arrived, and each would take a request: on a phone most of a second.
 */
function fewFiles(id, graph) {
  const comesWith = (path) => comingWith(path, graph).has(id);
  if (comesWith('define.js') && !NOT_OF_ENTRY.test(id)) return null;
  return Object.keys(ROOM).find((file) => ROOM[file].some(comesWith)) ?? null;
}

const closures = new Map();

/** The modules that one of ours brings along, itself included: found once, and asked for each module of the build. */
function comingWith(path, { getModuleInfo, getModuleIds }) {
  if (closures.has(path)) return closures.get(path);
  const found = new Set();
  const add = (module) => {
    if (found.has(module)) return;
    found.add(module);
    getModuleInfo(module)?.importedIds.forEach(add);
  };
  add([...getModuleIds()].find((module) => module.replaceAll('\\', '/').endsWith(`/dist/lib/${path}`)));
  closures.set(path, found);
  return found;
}

function onwarn(warning, warn) {
  // Lit's decorators are compiled with a helper that looks for a global `this`.
  if (warning.code !== 'THIS_IS_UNDEFINED') warn(warning);
}

export default [
  {
    input,
    plugins: [resolve, noGlobals, oneDecorateHelper, literals, licenses],
    onwarn,
    output: {
      dir: 'dist/cdn',
      format: 'es',
      entryFileNames: '[name].js',
      chunkFileNames: 'wazo-group-chat-[name]-[hash].js',
      manualChunks: fewFiles,
      onlyExplicitManualChunks: true,
      plugins: [minify(true), compileHints],
      sourcemap: true,
    },
  },
  {
    input,
    plugins: [resolve, noGlobals, oneDecorateHelper, literals],
    onwarn,
    output: {
      dir: 'dist/cdn',
      format: 'iife',
      entryFileNames: '[name].iife.js',
      inlineDynamicImports: true,
      // A second copy would not only be idle: its Lit would ask for a Trusted Types policy that exists already.
      banner: "customElements.get('wazo-group-chat')||",
      plugins: [minify(false)],
      sourcemap: true,
    },
  },
];
