/**
 * Chunks that a decoder needs, and those that state colors or resolution. All others go: text chunks hold XMP and copies of Exif under
 * many keywords, `caBX` a signed history, and cameras and editors write chunks of their own.
 */
const PUBLIC_PNG_CHUNKS: ReadonlySet<string> = new Set([
  'IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'mDCv', 'cLLI', 'cLLi',
  'bKGD', 'hIST', 'pHYs', 'acTL', 'fcTL', 'fdAT',
]); // prettier-ignore
const FRAME_CHUNKS: ReadonlySet<string> = new Set(['ALPH', 'VP8 ', 'VP8L']);
const PUBLIC_WEBP_CHUNKS: ReadonlySet<string> = new Set([
  'VP8X', 'ICCP', 'ANIM', 'ANMF', ...FRAME_CHUNKS,
]); // prettier-ignore

/** Tells whether a chunk of a PNG is sent, whatever it contains. */
export function isPublicPngChunk(type: string): boolean {
  return PUBLIC_PNG_CHUNKS.has(type);
}

/** Tells whether a chunk of a WebP is sent, whatever it contains. In a frame, {@link isPublicFrameChunk} decides. */
export function isPublicWebpChunk(type: string): boolean {
  return PUBLIC_WEBP_CHUNKS.has(type);
}

export function isPublicFrameChunk(type: string): boolean {
  return FRAME_CHUNKS.has(type);
}
