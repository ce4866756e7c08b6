import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A part of a parsed reply. */
export interface Part {
  readonly text?: string;
  readonly inlineData?: { readonly data?: string };
}

const HEAD = ';base64,';

/** Saves the image of a part, flushed to disk. For clients that have the whole reply in memory. */
export async function saveImage(part: Part | undefined, folder: string): Promise<void> {
  await writeFile(path.join(folder, 'image.png'), await readBytes(part ?? {}), { flush: true });
}

async function readBytes({ inlineData, text = '' }: Part): Promise<Uint8Array> {
  if (inlineData?.data !== undefined) return Buffer.from(inlineData.data, 'base64');
  const start = text.indexOf(HEAD);
  // A regular expression would take seconds on a text of this length.
  if (start >= 0) return Buffer.from(text.slice(start + HEAD.length, -1), 'base64');
  const url = text.slice(text.indexOf('(') + 1, -1);
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}
