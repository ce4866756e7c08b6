import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../host/paths.ts';

const PACKAGES = {
  '@google/genai': 'test/bench/node_modules/@google/genai',
  sharp: 'test/bench/node_modules/sharp',
  zod: 'node_modules/zod',
};

/** Returns the versions of what was measured, by name. */
export async function versions(): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = { Easel: await versionIn('.'), Node: process.version };
  for (const [name, folder] of Object.entries(PACKAGES)) found[name] = await versionIn(folder);
  return found;
}

async function versionIn(folder: string): Promise<string> {
  const text = await readFile(path.join(root, folder, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
