import { globSync, readFileSync } from 'node:fs';

/** Whole blocks fit in, so that their removal is part of the sample. */
const LINES = 12;

/**
 * Returns Stryker's patterns for one part in so many of each file: every nth group of lines. A room of a thousand mutants takes
 * hours; a fifth of them tells its score within some percent.
 *
 * @param {readonly string[]} patterns those with `!` leave files out
 * @param {number} oneIn 1 takes all
 */
export function sampleOf(patterns, oneIn) {
  if (oneIn === 1) return [...patterns];
  const exclude = patterns.filter((one) => one.startsWith('!')).map((one) => one.slice(1));
  const included = patterns.filter((one) => !one.startsWith('!'));
  const files = included.flatMap((pattern) => globSync(pattern, { exclude })).sort();
  return files.flatMap((file, index) => {
    const lines = readFileSync(file, 'utf8').split('\n').length;
    const groups = Math.ceil(lines / LINES);
    // Another start in each file, because the first lines of all are imports.
    return Array.from({ length: groups }, (_, group) => group)
      .filter((group) => (group + index) % oneIn === 0)
      .map((group) => `${file}:${group * LINES + 1}-${Math.min(lines, (group + 1) * LINES)}`);
  });
}
