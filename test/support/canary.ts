/** A key that must never leave Easel, and assertions that find it. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';

/** Its spellings in a URL, in JSON, and in base64 all differ. */
export const CANARY = 'sk-canary+7f3a/"Quoted"~bird=';

const SPELLINGS: Readonly<Record<string, string>> = {
  plain: CANARY,
  'URL-encoded': encodeURIComponent(CANARY),
  'in a query': new URLSearchParams({ key: CANARY }).toString().slice('key='.length),
  base64: Buffer.from(CANARY).toString('base64').replace(/=+$/, ''),
  'JSON-escaped': JSON.stringify(CANARY).slice(1, -1),
  reversed: Array.from(CANARY).reverse().join(''),
  // The rest of a key in a text that was cut before the key was removed.
  beginning: CANARY.slice(0, 14),
};

/** Asserts that a text has no spelling of the canary. */
export function assertNoKey(text: string, where: string): void {
  for (const [name, spelling] of Object.entries(SPELLINGS)) {
    assert.ok(!text.includes(spelling), `the key is in ${where}, ${name}`);
  }
}

/** Asserts the same for a value: as JSON, as a console shows it, and for the stacks of its causes. */
export function assertNoKeyWithin(value: unknown, where: string): void {
  assertNoKey(JSON.stringify([value]), `${where} as JSON`);
  assertNoKey(inspect(value, { depth: Infinity, showHidden: true }), `${where} as inspected`);
  for (let error = value; error instanceof Error; error = error.cause) {
    assertNoKey(`${error.message}\n${error.stack ?? ''}`, `the stack of ${where}`);
  }
}

/** Asserts the same for every file in a folder, file names included. Fails when the folder doesn't exist. */
export async function assertNoKeyUnder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    assertNoKey(entry.name, `a file's name under ${folder}`);
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    assertNoKey(bytes.toString('latin1'), `the file ${entry.name}`);
  }
}
