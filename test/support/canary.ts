/** A key that must never be seen, and how it is looked for. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';

/** Every spelling of it differs: in a URL, in JSON, in base64. */
export const CANARY = 'sk-canary+7f3a/"Quoted"~bird=';

const SPELLINGS: Readonly<Record<string, string>> = {
  plain: CANARY,
  'URL-encoded': encodeURIComponent(CANARY),
  'in a query': new URLSearchParams({ key: CANARY }).toString().slice('key='.length),
  base64: Buffer.from(CANARY).toString('base64').replace(/=+$/, ''),
  'JSON-escaped': JSON.stringify(CANARY).slice(1, -1),
  reversed: Array.from(CANARY).reverse().join(''),
  // What is left where a text was cut before the key was taken out.
  beginning: CANARY.slice(0, 14),
};

/** Fails if the canary is in a text in any spelling. */
export function assertNoKey(text: string, where: string): void {
  for (const [name, spelling] of Object.entries(SPELLINGS)) {
    assert.ok(!text.includes(spelling), `the key is in ${where}, ${name}`);
  }
}

/** The same for a value with all that hangs on it: as JSON, as a console shows it, and with the stacks of its causes. */
export function assertNoKeyWithin(value: unknown, where: string): void {
  assertNoKey(JSON.stringify([value]), `${where} as JSON`);
  assertNoKey(inspect(value, { depth: Infinity, showHidden: true }), `${where} as inspected`);
  for (let error = value; error instanceof Error; error = error.cause) {
    assertNoKey(`${error.message}\n${error.stack ?? ''}`, `the stack of ${where}`);
  }
}

/** The same for every file under a folder, names included. */
export async function assertNoKeyUnder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    assertNoKey(entry.name, `a file's name under ${folder}`);
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    assertNoKey(bytes.toString('latin1'), `the file ${entry.name}`);
  }
}
