// Bundles. Heavy parts are files of their own, so that starting VS Code does not pay for them: they are
// loaded on first use (nearly all with the first command, undici with the first request, codecs for Practice).
import * as esbuild from 'esbuild';
import { cpSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--development');

/** Loaded on first use. A dynamic import of one of these stays an import of the bundle beside us. */
const lazy = {
  easel: 'src/easel.ts',
  undici: 'src/gateway/undiciRequest.ts',
  practice: 'src/practice/server/server.ts',
};

const lazyBundles = {
  name: 'lazy-bundles',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const file = resolve(resolveDir, path);
      const name = Object.keys(lazy).find((one) => resolve(lazy[one]) === file);
      return name && { path: `./${name}.cjs`, external: true };
    });
  },
};

const common = {
  bundle: true,
  minify: !development,
  sourcemap: development ? 'linked' : false,
  logLevel: 'warning',
  legalComments: 'none',
};

const host = {
  ...common,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  external: ['vscode'],
  // Practice starts itself again as a worker, so it must know its own file.
  define: { 'import.meta.filename': '__filename' },
  plugins: [lazyBundles],
  // The two workers are threads' entries, not parts that the extension loads.
  entryPoints: {
    extension: 'src/extension.ts',
    region: 'src/image/jobs/pixelWorker.ts',
    preview: 'src/image/jobs/previewWorker.ts',
    ...lazy,
  },
  // `import()` would bring up Node's other module loader, which reads and parses a bundle once more.
  supported: { 'dynamic-import': false },
};

const panel = {
  ...common,
  platform: 'browser',
  target: 'chrome130',
  format: 'iife',
  outdir: 'dist',
  entryPoints: { panel: 'media/panel/panel.ts', routeStatus: 'media/routeStatus/routeStatus.ts' },
  tsconfig: 'media/tsconfig.json',
};

mkdirSync('dist', { recursive: true });
for (const file of ['codicon.css', 'codicon.ttf']) {
  cpSync(`node_modules/@vscode/codicons/dist/${file}`, `dist/${file}`);
}

if (watch) {
  for (const options of [host, panel]) await (await esbuild.context(options)).watch();
} else {
  const results = await Promise.all(
    [host, panel].map((options) => esbuild.build({ ...options, metafile: true })),
  );
  for (const { metafile } of results) {
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      if (/\.c?js$/.test(file))
        console.log(`${file.padEnd(24)}${(bytes / 1024).toFixed(0).padStart(6)} KB`);
    }
  }
}
