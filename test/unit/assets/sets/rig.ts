/** Makes sets in this process and reads them back. */
import { makeSet } from '../../../../src/assets/sets/makeSet.ts';
import type { SetId } from '../../../../src/assets/sets/set.ts';
import { snippetOf, textsOf, type MadeSet } from '../../../../src/assets/sets/writeSet.ts';
import { decodeEightBits } from '../../../../src/image/decode/decodeImage.ts';
import type { Pixels } from '../../../../src/image/pixels/pixels.ts';
import { png, type Color } from '../../../support/image/images.ts';

export const PLACE = { base: 'icons/', name: 'Ships & "Co"' };

/** A red disk on transparency. @param radius a share of the side */
export function disk(width: number, height = width, radius = 0.4, color: Color = [200, 30, 30]) {
  const reach = Math.min(width, height) * radius;
  return png(width, height, (x, y) =>
    Math.hypot(x + 0.5 - width / 2, y + 0.5 - height / 2) <= reach ? color : [0, 0, 0, 0],
  );
}

export async function made(file: Uint8Array, set: SetId, stem = 'hero') {
  const output: MadeSet = { ...(await makeSet({ file, set, stem })), set, stem };
  const bytesOf = (path: string): Uint8Array => {
    const found = output.files.find((one) => one.path === path);
    if (found === undefined) throw new Error(`no ${path} in ${paths.join(', ')}`);
    return output.bytes.subarray(found.start, found.end);
  };
  const paths = output.files.map(({ path }) => path);
  const texts = new Map(textsOf(output, PLACE).map(({ path, text }) => [path, text]));
  return {
    output,
    paths,
    bytesOf,
    pixelsOf: (path: string) => decodeEightBits(bytesOf(path)),
    texts,
    snippet: snippetOf(output, PLACE)?.text,
  };
}

export function colorAt({ width, data }: Pixels, x: number, y: number): readonly number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}
