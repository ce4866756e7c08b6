import { pngChunk } from '../pixels/pngChunks.ts';

/** Color types (PNG 11.2.1). */
export const [RGB, INDEXED, RGBA] = [2, 3, 6] as const;

/** Returns the header of a file that isn't interlaced. @param depth bits per sample */
export function headerChunk(
  { width, height }: { readonly width: number; readonly height: number },
  depth: number,
  colorType: typeof RGB | typeof INDEXED | typeof RGBA,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colorType], 8);
  return pngChunk('IHDR', header);
}
