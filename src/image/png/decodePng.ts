import { constants, createInflateRaw } from 'node:zlib';
import type { DeepPixels } from '../pixels/pixels.ts';
import { pngChunks } from '../pixels/pngChunks.ts';
import { rowExpander, type ExpandRow, type Samples } from './expandRow.ts';
import {
  inflatedBytes,
  parsePngLayout,
  rowBytes,
  rowsOf,
  type PassRow,
  type PngLayout,
} from './layout.ts';
import { unfilterRow } from './unfilter.ts';

const ZLIB_HEADER_BYTES = 2;
/** Allows for encoders that leave a few bytes after the last row. */
const SPARE_BYTES = 1 << 20;
/** Small enough to be still in the processor's cache when its rows are read, and large enough for few turns. */
const PART_BYTES = 1 << 18;

/**
 * Decodes a PNG file of any kind, with its depth. A thread of Node's inflates the next rows while this one reads the last ones,
 * so that an image takes no longer than the slower of the two, and several images are inflated at once.
 *
 * The file may inflate to no more than its header allows: a few hundred kilobytes could inflate to gigabytes. Profiles and texts
 * are not inflated at all.
 *
 * @throws RangeError for a broken file and for more rows than the header allows, and zlib's errors for broken data
 */
export async function decodePng(file: Uint8Array): Promise<DeepPixels> {
  const [header, ...chunks] = pngChunks(file);
  const layout = parsePngLayout(header);
  const find = (type: string) => chunks.find((chunk) => chunk.type === type)?.data;
  const expand = rowExpander(layout, find('PLTE'), find('tRNS'));
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  const { width, height, depth } = layout;
  const count = width * height * 4;
  const data = depth === 16 ? new Uint16Array(count) : new Uint8Array(count);
  const reader = createRowReader(layout, expand, data);
  let left = inflatedBytes(layout) + SPARE_BYTES;
  for await (const part of inflated(Buffer.concat(packed).subarray(ZLIB_HEADER_BYTES))) {
    left -= part.length;
    if (left < 0) throw new RangeError('more rows than the header allows');
    reader.read(part);
  }
  if (!reader.isDone()) throw new RangeError('missing rows');
  return { width, height, data };
}

function inflated(packed: Uint8Array): AsyncIterable<Buffer> {
  // Accepts truncated data: missing rows are noticed at the end.
  const inflate = createInflateRaw({
    chunkSize: PART_BYTES,
    finishFlush: constants.Z_SYNC_FLUSH,
  });
  inflate.end(packed);
  return inflate;
}

interface RowReader {
  /** Reads the next inflated bytes, and changes them. */
  readonly read: (part: Buffer) => void;
  readonly isDone: () => boolean;
}

/** Undoes the filters of rows, in place, and writes their pixels into `data`. */
function createRowReader(layout: PngLayout, expand: ExpandRow, data: Samples): RowReader {
  const pixelBytes = Math.max(1, (layout.depth * layout.channels) / 8);
  const rows = rowsOf(layout);
  let next = rows.next();
  let above: Uint8Array = new Uint8Array();
  // The start of a row. One row can take hundreds of parts, so they are joined only once.
  let started: Buffer[] = [];
  let startedBytes = 0;
  const readRow = (bytes: Uint8Array, { width, isFirst, from, step }: PassRow): void => {
    const filter = bytes[0] ?? 0;
    if (filter > 4) throw new RangeError(`filter ${filter}`);
    const row = bytes.subarray(1);
    unfilterRow(filter, row, isFirst ? new Uint8Array(row.length) : above, pixelBytes);
    expand(row, width, data, from, step);
    above = row;
  };
  return {
    isDone: () => next.done === true,
    read: (part) => {
      let at = 0;
      for (; next.done !== true; next = rows.next()) {
        const end = at + 1 + rowBytes(layout, next.value.width) - startedBytes;
        if (end > part.length) break;
        const bytes = part.subarray(at, end);
        readRow(startedBytes === 0 ? bytes : Buffer.concat([...started, bytes]), next.value);
        [started, startedBytes, at] = [[], 0, end];
      }
      started.push(part.subarray(at));
      startedBytes += part.length - at;
    },
  };
}
