// Bundles. Heavy parts are files of their own, so that starting VS Code does not pay for them: they are
// loaded on first use (nearly all with the first command, undici with the first request, codecs for Practice).
import * as esbuild from 'esbuild';
import { cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { watchReport } from './scripts/watch-report.mjs';

const watching = process.argv.includes('--watch');
const development = watching || process.argv.includes('--development');

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
    pixelWorker: 'src/image/jobs/pixelWorker.ts',
    previewWorker: 'src/image/jobs/previewWorker.ts',
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

const bundles = { host, panel };

/** Copies the icon font, and records the copies as a metafile would, so that notices cover them too. */
function copyIcons() {
  mkdirSync('dist', { recursive: true });
  const outputs = {};
  for (const file of ['codicon.css', 'codicon.ttf']) {
    const source = `node_modules/@vscode/codicons/dist/${file}`;
    cpSync(source, `dist/${file}`);
    const { size } = statSync(source);
    outputs[`dist/${file}`] = { bytes: size, inputs: { [source]: { bytesInOutput: size } } };
  }
  return outputs;
}

/** Builds once. Writes what went into each file of dist/ to out/meta.json, which scripts/notices.mjs reads. */
async function build() {
  const results = await Promise.all(
    Object.values(bundles).map((options) => esbuild.build({ ...options, metafile: true })),
  );
  const outputs = Object.assign(copyIcons(), ...results.map(({ metafile }) => metafile.outputs));
  mkdirSync('out', { recursive: true });
  writeFileSync('out/meta.json', JSON.stringify({ outputs }));
  for (const [file, { bytes }] of Object.entries(outputs)) {
    if (/\.c?js$/.test(file))
      console.log(`${file.padEnd(24)}${(bytes / 1024).toFixed(0).padStart(6)} KB`);
  }
}

/** Builds after every change until the process ends. */
async function watch() {
  copyIcons();
  const report = watchReport(Object.keys(bundles));
  for (const [name, options] of Object.entries(bundles)) {
    const plugins = [...(options.plugins ?? []), report(name)];
    const context = await esbuild.context({ ...options, plugins, logLevel: 'silent' });
    await context.watch();
  }
}

await (watching ? watch() : build());
