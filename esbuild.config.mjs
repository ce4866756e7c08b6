// Bundles the extension. Heavy parts are separate files that Easel loads on first use, so that VS Code starts fast:
// most of the code with the first command, undici with the first request, and each codec with the first image that needs it.
import * as esbuild from 'esbuild';
import { cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { watchReport } from './scripts/support/watchReport.mjs';

const watching = process.argv.includes('--watch');
const development = watching || process.argv.includes('--development');

/**
 * Bundles that are loaded on first use. A dynamic import of one of these becomes an import of the bundle beside it.
 *
 * @type {Readonly<Record<string, string>>}
 */
const lazy = {
  easel: 'src/easel.ts',
  undici: 'src/gateway/undiciRequest.ts',
  practice: 'src/practice/server/server.ts',
  jpeg: 'src/image/jpeg/turbo.ts',
  decodeWebp: 'src/image/decode/webp.ts',
  decodeAvif: 'src/image/decode/avif.ts',
  decodeTiff: 'src/image/decode/tiff.ts',
  encodeWebp: 'src/assets/encodeWebp.ts',
};

/** @type {esbuild.Plugin} */
const lazyBundles = {
  name: 'lazy-bundles',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const file = resolve(resolveDir, path);
      const [name] = Object.entries(lazy).find(([, entry]) => resolve(entry) === file) ?? [];
      return name === undefined ? undefined : { path: `./${name}.cjs`, external: true };
    });
  },
};

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  minify: !development,
  sourcemap: development ? 'linked' : false,
  logLevel: 'warning',
  legalComments: 'none',
};

/** @type {esbuild.BuildOptions} */
const host = {
  ...common,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  external: ['vscode'],
  // Practice starts itself again as a worker, so it needs the path of its own file.
  // The WebAssembly codecs ask for their own URL, and don't use it.
  define: { 'import.meta.filename': '__filename', 'import.meta.url': '"file:///"' },
  plugins: [lazyBundles],
  // The workers are entry points of threads. The extension doesn't import them.
  entryPoints: {
    extension: 'src/extension.ts',
    pixelWorker: 'src/image/jobs/pixelWorker.ts',
    previewWorker: 'src/image/jobs/previewWorker.ts',
    assetWorker: 'src/assets/assetWorker.ts',
    ...lazy,
  },
  // `import()` would start Node's other module loader, which reads and parses a bundle once more.
  supported: { 'dynamic-import': false },
};

/** @type {esbuild.BuildOptions} */
const panel = {
  ...common,
  platform: 'browser',
  target: 'chrome130',
  format: 'iife',
  outdir: 'dist',
  entryPoints: {
    panel: 'media/panel/panel.ts',
    routeStatus: 'media/routeStatus/routeStatus.ts',
    iconSet: 'media/iconSet/iconSet.ts',
  },
  tsconfig: 'media/tsconfig.json',
};

const bundles = { host, panel };

/** The icon font, and the WebAssembly of the codecs. */
const COPIES = [
  'node_modules/@vscode/codicons/dist/codicon.css',
  'node_modules/@vscode/codicons/dist/codicon.ttf',
  'node_modules/@cornerstonejs/codec-libjpeg-turbo-8bit/dist/libjpegturbowasm.wasm',
  'node_modules/@jsquash/webp/codec/dec/webp_dec.wasm',
  'node_modules/@jsquash/webp/codec/enc/webp_enc_simd.wasm',
  'node_modules/@jsquash/avif/codec/dec/avif_dec.wasm',
];

/** Copies files into dist/, and records the copies as a metafile would, so that notices cover them too. */
function copyFiles() {
  mkdirSync('dist', { recursive: true });
  /** @type {Record<string, { bytes: number, inputs: Record<string, { bytesInOutput: number }> }>} */
  const outputs = {};
  for (const source of COPIES) {
    const file = basename(source);
    cpSync(source, `dist/${file}`);
    const { size } = statSync(source);
    outputs[`dist/${file}`] = { bytes: size, inputs: { [source]: { bytesInOutput: size } } };
  }
  return outputs;
}

/** Builds once. Writes what went into each file of dist/ to out/meta.json, which scripts/notices.mjs reads. */
async function build() {
  const results = await Promise.all(
    Object.values(bundles).map((options) =>
      esbuild.build({ ...options, metafile: /** @type {const} */ (true) }),
    ),
  );
  const outputs = copyFiles();
  for (const { metafile } of results) Object.assign(outputs, metafile.outputs);
  mkdirSync('out', { recursive: true });
  writeFileSync('out/meta.json', JSON.stringify({ outputs }));
  for (const [file, { bytes }] of Object.entries(outputs)) {
    if (/\.c?js$/.test(file))
      console.log(`${file.padEnd(24)}${(bytes / 1024).toFixed(0).padStart(6)} KB`);
  }
}

/** Builds after every change until the process ends. */
async function watch() {
  copyFiles();
  const report = watchReport(Object.keys(bundles));
  for (const [name, options] of Object.entries(bundles)) {
    const plugins = [...(options.plugins ?? []), report(name)];
    const context = await esbuild.context({ ...options, plugins, logLevel: 'silent' });
    await context.watch();
  }
}

await (watching ? watch() : build());
