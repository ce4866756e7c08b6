const SIGNATURE_BYTES = 8;
/** Length, type, CRC (PNG 5.3). */
const CHUNK_EXTRA = 12;
/** What the numbers of a PNG mean as colours and as a size on paper (PNG 11.3.2 and 11.3.4.3). */
const KEPT: ReadonlySet<string> = new Set(['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM', 'pHYs']);
/** Colour types with alpha alone or gray: a profile of gray does not fit the colours that are written here. */
const GRAY: ReadonlySet<number> = new Set([0, 4]);

/**
 * A PNG with the colour profile and resolution of the PNG that it was made from: without them, equal numbers would look
 * like other colours.
 *
 * @param source its file; of any other type, or gray, it leaves `made` as it is
 */
export function withProfileOf(source: Uint8Array, made: Uint8Array): Uint8Array {
  const chunks = chunksOf(source);
  const header = chunks[0];
  const colorType = header?.type === 'IHDR' ? header.bytes[8 + 9] : undefined;
  if (colorType === undefined || GRAY.has(colorType)) return made;
  const kept = chunks.filter(({ type }) => KEPT.has(type)).map(({ bytes }) => bytes);
  const rest = SIGNATURE_BYTES + CHUNK_EXTRA + 13;
  return Buffer.concat([made.subarray(0, rest), ...kept, made.subarray(rest)]);
}

/** The chunks before the pixels, whole. */
function chunksOf(file: Uint8Array): { readonly type: string; readonly bytes: Uint8Array }[] {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const chunks = [];
  if (view.toString('latin1', 1, 4) !== 'PNG') return [];
  for (let at = SIGNATURE_BYTES; at + CHUNK_EXTRA <= view.length;) {
    const end = at + CHUNK_EXTRA + view.readUInt32BE(at);
    const type = view.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT' || end > view.length) break;
    chunks.push({ type, bytes: view.subarray(at, end) });
    at = end;
  }
  return chunks;
}
