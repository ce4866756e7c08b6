import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The text of each source file, by its path from the root: `src/run/run.ts`. */
export type Tree = ReadonlyMap<string, string>;

/** Which files each file imports, types included, by paths from the root; packages are left out. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** Reads the sources of the extension and its pages. @param root an absolute path */
export function readTree(root: string, pattern = '{src,media}/**/*.ts'): Tree {
  const files = globSync(pattern, { cwd: root, exclude: isForeign }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  return new Map(files.sort().map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
}

/** Skips installed packages and downloads. */
function isForeign(name: string): boolean {
  return /(^|[/\\])(node_modules|\.cache)$/.test(name);
}

/** Finds every import, with TypeScript's own scanner: `import`, `export … from`, `import()`, and type imports. */
export function importsOf(tree: Tree): Imports {
  return new Map(
    [...tree].map(([file, text]) => [
      file,
      specifiers(text)
        .filter((name) => name.startsWith('.'))
        .map((name) => path.posix.join(path.posix.dirname(file), name)),
    ]),
  );
}

export function specifiers(text: string): readonly string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The room of a file in `src/`: `run` for `src/run/run.ts`, and the file's own name for one that stands alone. */
export function roomOf(file: string): string {
  const [, first = '', second] = file.split('/');
  return second === undefined && first === 'errors.ts' ? 'errors' : first;
}
