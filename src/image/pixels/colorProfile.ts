import { pngChunks } from './pngChunks.ts';

/** What the numbers of a PNG mean as colours and as a size on paper (PNG 11.3.2 and 11.3.4.3). */
const KEPT: ReadonlySet<string> = new Set(['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM', 'pHYs']);
/** Signature and IHDR. */
const HEADER_END = 8 + 12 + 13;
/** Colour types with alpha alone or gray: a profile of gray does not fit the colours that are written here. */
const GRAY: ReadonlySet<number> = new Set([0, 4]);

/**
 * A PNG with the colour profile and resolution of the PNG that it was made from: without them, equal numbers would look
 * like other colours.
 *
 * @param source its file; of any other type, or gray, it leaves `made` as it is
 */
export function copyColorProfile(source: Uint8Array, made: Uint8Array): Uint8Array {
  const [header, ...rest] = pngChunks(source);
  const colorType = header?.type === 'IHDR' ? header.data[9] : undefined;
  if (colorType === undefined || GRAY.has(colorType)) return made;
  const before = rest.slice(
    0,
    rest.findIndex(({ type }) => type === 'IDAT'),
  );
  const kept = before.filter(({ type }) => KEPT.has(type)).map(({ bytes }) => bytes);
  return Buffer.concat([made.subarray(0, HEADER_END), ...kept, made.subarray(HEADER_END)]);
}
