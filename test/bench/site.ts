import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Pictures } from './pictures.js';

const BENCH = fileURLToPath(new URL('.', import.meta.url));
const CDN = fileURLToPath(new URL('../../dist/cdn/', import.meta.url));

const PAGE = (head: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>bench</title>
<link rel="icon" href="data:,">
<style>html, body { margin: 0; block-size: 100%; font: 15px sans-serif } #stage { block-size: 100vh; overflow: hidden; display: flex; flex-direction: column } #stage > * { flex: 1; min-block-size: 0; min-inline-size: 0 }</style>
${head}
<body><div id="stage"></div></body>
</html>`;

/** Pages of the contenders, each bundled with the probes, and what was built of ours; all of it from memory; and the pictures of messages. */
export class Site {
  readonly #server: Server;
  readonly #files: ReadonlyMap<string, string>;
  readonly #pictures = new Pictures();

  private constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
    this.#server = createServer(({ url = '/' }, response) => {
      if (this.#pictures.answer(url, response)) return;
      const file = this.#files.get(new URL(url, 'http://localhost').pathname);
      const [, extension = ''] = /\.(\w+)$/.exec(url) ?? [];
      const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };
      response.writeHead(file === undefined ? 404 : 200, { 'Content-Type': types[extension] ?? 'text/plain' });
      response.end(file);
    });
  }

  /** @param peers names of the modules in peers/ */
  static async start(peers: readonly string[]): Promise<Site> {
    const own = ['ours', 'bare', 'markdown', 'yardstick'].map((name) => [name, `page/${name}.ts`]);
    const entries = [...own, ...peers.map((name) => [name, `peers/${name}.js`])] as [string, string][];
    const files = new Map([['/empty.html', PAGE('')]]);
    for (const [path, text] of [...(await builtFiles()), ...(await bundle(entries))]) files.set(path, text);
    for (const [name] of entries) {
      const style = files.has(`/${name}.css`) ? `<link rel="stylesheet" href="/${name}.css">` : '';
      files.set(`/${name}.html`, PAGE(`${style}<script type="module" src="/${name}.js"></script>`));
    }
    const site = new Site(files);
    await new Promise<void>((resolve) => site.#server.listen(0, 'localhost', resolve));
    return site;
  }

  /** `http://localhost:PORT` */
  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

async function builtFiles(): Promise<[string, string][]> {
  const names = (await readdir(CDN)).filter((name) => name.endsWith('.js'));
  return Promise.all(
    names.map(async (name) => [`/dist/cdn/${name}`, await readFile(CDN + name, 'utf8')] as [string, string]),
  );
}

interface Esbuild {
  build(options: object): Promise<{ outputFiles: { path: string; text: string }[] }>;
}

/** tsx brings an esbuild of its own, which serves when the peers are not installed. */
function loadEsbuild(): Esbuild {
  for (const from of [import.meta.url, createRequire(import.meta.url).resolve('tsx/package.json')]) {
    try {
      return createRequire(from)('esbuild') as Esbuild;
    } catch {
      // The next one.
    }
  }
  throw new Error('esbuild is missing: run npm install.');
}

async function bundle(entries: readonly [string, string][]): Promise<[string, string][]> {
  const { outputFiles } = await loadEsbuild().build({
    entryPoints: Object.fromEntries(entries.map(([name, path]) => [name, BENCH + path])),
    outdir: '/',
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: {
      '.woff2': 'empty',
      '.woff': 'empty',
      '.ttf': 'empty',
      '.svg': 'dataurl',
      '.png': 'dataurl',
      '.gif': 'dataurl',
    },
    logLevel: 'error',
  });
  return outputFiles.map(({ path, text }) => [path, text]);
}
