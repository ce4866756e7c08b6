// Five bundles. Heavy parts are files of their own, so that starting VS Code does not pay for them:
// they are loaded by `import('./x.cjs')` on first use (undici for the first request, codecs for Practice).
import * as esbuild from 'esbuild';
import { cpSync, mkdirSync } from 'node:fs';

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--development');

/** A dynamic import of one of these stays an import of the bundle of the same name beside us. */
const lazyBundles = {
  name: 'lazy-bundles',
  setup(build) {
    build.onResolve(
      { filter: /\/(transport|practice)\/lazy\.ts$|\/undiciRequest\.ts$|\/practice\/server\.ts$/ },
      (args) => {
        if (args.kind !== 'dynamic-import') return undefined;
        return {
          path: args.path.includes('undici') ? './undici.cjs' : './practice.cjs',
          external: true,
        };
      },
    );
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
  entryPoints: {
    extension: 'src/extension.ts',
    undici: 'src/gateway/undiciRequest.ts',
    practice: 'src/practice/server.ts',
  },
};

const panel = {
  ...common,
  platform: 'browser',
  target: 'chrome130',
  format: 'iife',
  outdir: 'dist',
  entryPoints: { panel: 'media/panel.ts', routeStatus: 'media/routeStatus.ts' },
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
