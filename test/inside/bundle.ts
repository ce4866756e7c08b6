import * as esbuild from 'esbuild';
import { globSync } from 'node:fs';
import path from 'node:path';

const home = import.meta.dirname;

/** Bundles every test in test/inside into one CommonJS file with the `run()` that VS Code calls, and returns its path. */
export async function bundleInsideTests(): Promise<string> {
  const files = globSync('**/*.test.ts', { cwd: home }).sort();
  if (files.length === 0) throw new Error('There is no test/inside/**/*.test.ts.');
  const paths = files.map((file) => path.join(home, file));
  return await bundleTests(paths, path.resolve(home, '../../out/inside/index.cjs'));
}

/** Bundles files that export `tests`, like {@link bundleInsideTests}. */
export async function bundleTests(files: readonly string[], outfile: string): Promise<string> {
  // Files in different folders can have the same name.
  const names = files.map((file) => JSON.stringify(path.relative(home, file)));
  const contents = `
    import { runAll } from './suite.ts';
    ${files.map((file, i) => `import { tests as t${i} } from ${JSON.stringify(file)};`).join('\n')}
    export const run = () => runAll({ ${names.map((name, i) => `${name}: t${i}`).join(', ')} });
  `;
  await esbuild.build({
    stdin: { contents, resolveDir: home, loader: 'ts' },
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode'],
    sourcemap: 'inline',
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}
