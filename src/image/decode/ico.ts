import { largestIcoEntry } from '../formats/ico.ts';
import { isPng } from '../formats/png.ts';

/** Returns the bytes of an icon's largest image: a PNG file, or a bitmap without the file header of a BMP. */
export function largestIcon(file: Uint8Array): {
  readonly kind: 'png' | 'bitmap';
  readonly bytes: Uint8Array;
} {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const entry = largestIcoEntry(view);
  if (entry === undefined) throw new Error('no image');
  const bytes = view.subarray(entry.offset, entry.offset + entry.bytes);
  return { kind: isPng(bytes) ? 'png' : 'bitmap', bytes };
}
