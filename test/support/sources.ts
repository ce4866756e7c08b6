import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The project's folder. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * Returns files of the project by name, with their text. Fails when a glob matches nothing, because a test that reads no source
 * would always pass.
 */
export function readSources(...globs: readonly string[]): ReadonlyMap<string, string> {
  const files = globs.flatMap((glob) => {
    const matches = globSync(glob, { cwd: ROOT });
    assert.ok(matches.length > 0, `${glob} matches no file`);
    return matches;
  });
  return new Map(files.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')]));
}

/** Returns the names of the files with a match, in code or in a comment. */
export function filesWith(pattern: RegExp, ...globs: readonly string[]): readonly string[] {
  const sources = [...readSources(...globs)];
  return sources.filter(([, text]) => pattern.test(text)).map(([file]) => file);
}
