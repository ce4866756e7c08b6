import { pngChunks } from './pngChunks.ts';

/** Chunks that state which colors the samples mean, and the size on paper (PNG 11.3.2 and 11.3.4.3). */
const COPIED_CHUNKS: ReadonlySet<string> = new Set([
  'cICP',
  'iCCP',
  'sRGB',
  'gAMA',
  'cHRM',
  'pHYs',
]);
/** Bytes of the signature and the IHDR chunk. */
const HEADER_END = 8 + 12 + 13;
/** Color types without color: gray, and gray with alpha (PNG 11.2.1). Their profiles do not fit the RGB that Easel writes. */
const GRAY_TYPES: ReadonlySet<number> = new Set([0, 4]);

/**
 * Returns a PNG file with the color profile and resolution of the PNG file that it was made from. Without them, equal
 * samples would look like different colors.
 *
 * @param source the source's file; if it is of another type or gray, `png` is returned as it is
 * @param png a PNG file without a profile of its own
 */
export function copyColorProfile(source: Uint8Array, png: Uint8Array): Uint8Array {
  const [header, ...rest] = pngChunks(source);
  const colorType = header?.type === 'IHDR' ? header.data[9] : undefined;
  if (colorType === undefined || GRAY_TYPES.has(colorType)) return png;
  const beforePixels = rest.slice(
    0,
    rest.findIndex(({ type }) => type === 'IDAT'),
  );
  const copied = beforePixels
    .filter(({ type }) => COPIED_CHUNKS.has(type))
    .map(({ bytes }) => bytes);
  return Buffer.concat([png.subarray(0, HEADER_END), ...copied, png.subarray(HEADER_END)]);
}
