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

function minify(module) {
  return terser({
    module,
    ecma: 2020,
    compress: { passes: 3, keep_fargs: false, pure_getters: true, unsafe_arrows: true, unsafe_methods: true },
    format: { comments: /^!/ },
  });
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
      plugins: [minify(true)],
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
