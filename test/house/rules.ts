import path from 'node:path';
import { ROOMS, SHARED_WITH_PAGES } from './rooms.ts';
import { importsOf, roomOf, specifiers, type Imports, type Tree } from './tree.ts';

export const MAX_FILES = 16;
export const MAX_LINES = 250;

/** A rule returns one line for each place that breaks it. */
export type Rule = (tree: Tree) => readonly string[];

export const RULES = {
  'No import runs in a circle': (tree) =>
    circles(importsOf(tree)).map((circle) => circle.join(' → ')),
  'A file imports from its own room and from rooms above it in the list': upwardImports,
  'Only src/vscode/ and src/extension.ts import vscode': (tree) =>
    filesWhere(tree, (file, text) => importsVscode(text) && !mayImportVscode(file)),
  'Every file in src/vscode/ imports vscode': (tree) =>
    filesWhere(tree, (file, text) => file.startsWith('src/vscode/') && !importsVscode(text)),
  'Pages import only protocol files from src/': pageImports,
  [`No folder holds more than ${MAX_FILES} files`]: crowdedFolders,
  [`No file has more than ${MAX_LINES} lines`]: (tree) =>
    filesWhere(tree, (_, text) => lineCount(text) > MAX_LINES),
} as const satisfies Readonly<Record<string, Rule>>;

export function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function filesWhere(tree: Tree, breaks: (file: string, text: string) => boolean): string[] {
  return [...tree].filter(([file, text]) => breaks(file, text)).map(([file]) => file);
}

function importsVscode(text: string): boolean {
  return specifiers(text).includes('vscode');
}

function mayImportVscode(file: string): boolean {
  return file.startsWith('src/vscode/') || file === 'src/extension.ts';
}

function upwardImports(tree: Tree): readonly string[] {
  const ranks = new Map<string, number>(ROOMS.map((room, rank) => [room, rank]));
  const rank = (file: string) => ranks.get(roomOf(file)) ?? Number.NaN;
  return [...importsOf(tree)]
    .filter(([file]) => file.startsWith('src/'))
    .flatMap(([file, targets]) =>
      targets
        // A room that is missing from the list has no rank, so it fails here too.
        .filter((target) => !(rank(target) <= rank(file)))
        .map((target) => `${file} → ${target}`),
    );
}

function pageImports(tree: Tree): readonly string[] {
  return [...importsOf(tree)]
    .filter(([file]) => file.startsWith('media/'))
    .flatMap(([file, targets]) =>
      targets
        .filter((target) => target.startsWith('src/'))
        .filter((target) => !/(^|\/)(protocol|\w+Protocol)\.ts$/.test(target))
        .filter((target) => !SHARED_WITH_PAGES.includes(target))
        .map((target) => `${file} → ${target}`),
    );
}

function crowdedFolders(tree: Tree): readonly string[] {
  return [...filesPerFolder(tree)]
    .filter(([, count]) => count > MAX_FILES)
    .map(([folder, count]) => `${folder}: ${count} files`);
}

export function filesPerFolder(tree: Tree): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const file of tree.keys()) {
    const folder = path.posix.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

/** Finds the strongly connected groups of more than one file (Tarjan 1972), and files that import themselves. */
export function circles(imports: Imports): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: (readonly string[])[] = [];

  function visit(file: string): number {
    const own = index.size;
    index.set(file, own);
    stack.push(file);
    let lowest = own;
    for (const target of imports.get(file) ?? []) {
      if (!imports.has(target)) continue;
      if (!index.has(target)) lowest = Math.min(lowest, visit(target));
      else if (stack.includes(target)) lowest = Math.min(lowest, index.get(target) ?? lowest);
    }
    low.set(file, lowest);
    if (lowest === own) {
      const group = stack.splice(stack.indexOf(file));
      if (group.length > 1 || imports.get(file)?.includes(file)) found.push(group);
    }
    return lowest;
  }

  for (const file of imports.keys()) if (!index.has(file)) visit(file);
  return found;
}
