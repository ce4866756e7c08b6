import { constants, inflateRawSync } from 'node:zlib';
import type { DeepPixels } from '../pixels/pixels.ts';
import { pngChunks } from '../pixels/pngChunks.ts';
import { rowExpander, type ExpandRow, type Samples } from './expandRow.ts';
import { inflatedBytes, parsePngLayout, rowBytes, type PngLayout } from './layout.ts';
import { unfilterRow } from './unfilter.ts';

const ZLIB_HEADER_BYTES = 2;
/** Allows for encoders that leave a few bytes after the last row. */
const SPARE_BYTES = 1 << 20;

/**
 * Decodes a PNG file of any kind, with its depth. Node's own inflate is several times as fast as one in JavaScript.
 *
 * The file may inflate to no more than its header allows: a few hundred kilobytes could inflate to gigabytes. Profiles and texts
 * are not inflated at all.
 *
 * @throws RangeError for a broken file, and zlib's errors for broken data or for more than the header allows
 */
export function decodePng(file: Uint8Array): DeepPixels {
  const [header, ...chunks] = pngChunks(file);
  const layout = parsePngLayout(header);
  const find = (type: string) => chunks.find((chunk) => chunk.type === type)?.data;
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  const expected = inflatedBytes(layout);
  const rows = inflateRawSync(Buffer.concat(packed).subarray(ZLIB_HEADER_BYTES), {
    // All rows at once: zlib's usual 16 KB would be joined afterwards.
    chunkSize: Math.max(64, expected + 1),
    maxOutputLength: expected + SPARE_BYTES,
    // Accepts truncated data: missing rows are noticed below.
    finishFlush: constants.Z_SYNC_FLUSH,
  });
  if (rows.length < expected) throw new RangeError('missing rows');
  const { width, height, depth } = layout;
  const count = width * height * 4;
  const data = depth === 16 ? new Uint16Array(count) : new Uint8Array(count);
  readRows(rows, layout, rowExpander(layout, find('PLTE'), find('tRNS')), data);
  return { width, height, data };
}

/** Undoes the filters of all rows, in place, and writes their pixels into `data`. */
function readRows(rows: Uint8Array, layout: PngLayout, expand: ExpandRow, data: Samples): void {
  const pixelBytes = Math.max(1, (layout.depth * layout.channels) / 8);
  let at = 0;
  for (const { x, y, stepX, stepY, width, height } of layout.passes) {
    const length = rowBytes(layout, width);
    let above: Uint8Array = new Uint8Array(length);
    for (let row = 0; row < height; row++) {
      const filter = rows[at] ?? 0;
      if (filter > 4) throw new RangeError(`filter ${filter}`);
      const bytes = rows.subarray(at + 1, at + 1 + length);
      unfilterRow(filter, bytes, above, pixelBytes);
      const first = ((y + row * stepY) * layout.width + x) * 4;
      expand(bytes, width, data, first, stepX * 4);
      above = bytes;
      at += 1 + length;
    }
  }
}
