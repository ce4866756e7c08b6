import path from 'node:path';

/** The repository, and the folder for everything that tests and scripts write. `out/` is never committed. */
export const root = path.resolve(import.meta.dirname, '..', '..');
export const out = path.join(root, 'out');
export const vsix = path.join(out, 'easel.vsix');
export const samples = path.join(root, 'samples');

/** The server half of VS Code inside the code-server package. */
export const vscodeServer = path.join(
  import.meta.dirname,
  'node_modules/code-server/lib/vscode/out/server-main.js',
);

/** Unpacked programs, kept between runs. */
export const cache = path.join(import.meta.dirname, '.cache');
