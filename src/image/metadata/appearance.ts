/** What a file says about how its samples look: which colors they mean, and how large they are on paper. */
import { deflateSync, inflateSync } from 'node:zlib';
import { inspectImage, type ImageFacts } from '../formats/inspect.ts';
import { pngChunk, pngChunks, type PngChunk } from '../pixels/pngChunks.ts';
import type { Density } from './density.ts';
import { isExif, tiffOf } from './exif.ts';
import { isoColor, type CodedColor } from './isoColor.ts';
import { jpegSegment, jpegSegments } from './jpegSegments.ts';
import { riffChunks } from './riffChunks.ts';
import { tiffAppearance } from './tiffAppearance.ts';

export interface Appearance {
  /** An ICC profile for RGB samples. */
  readonly profile?: Uint8Array;
  /** Chunks of a PNG that state colors or resolution, as they are in the file. */
  readonly chunks?: readonly PngChunk[];
  /** The colors as a code, where AVIF has no profile. */
  readonly color?: CodedColor;
  /** In px per meter. */
  readonly density?: Density;
}

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const ICC_HEAD = Buffer.from('ICC_PROFILE\0', 'latin1');
/** The number of a part, and the number of all parts, follow the head (ICC.1, annex B.4). */
const ICC_PART_HEAD_BYTES = ICC_HEAD.length + 2;
const MAX_SEGMENT_BYTES = 65_533;
/** Real profiles have up to 4 MB; a few compressed bytes could state gigabytes. */
const MAX_PROFILE_BYTES = 8 << 20;
const PER_INCH = 1 / 0.0254;
const PER_CENTIMETER = 100;

/** Chunks that state which colors the samples mean, and the size on paper (PNG 11.3.2 and 11.3.4.3). */
const COLOR_CHUNKS: ReadonlySet<string> = new Set(['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM']);
/** Color types without color: gray, and gray with alpha (PNG 11.2.1). Their profiles don't fit RGB samples. */
const GRAY_TYPES: ReadonlySet<number> = new Set([0, 4]);
/** Bytes of the signature and the IHDR chunk. */
const PNG_HEADER_END = 8 + 12 + 13;

/** Reads the appearance of a file. Leaves out profiles that don't fit the RGB samples that Easel decodes to. */
export function readAppearance(file: Uint8Array, type: ImageFacts['type']): Appearance {
  switch (type) {
    case 'png':
      return pngAppearance(file);
    case 'jpeg':
      return jpegAppearance(file);
    case 'webp': {
      const profile = [...riffChunks(file)].find(({ type: chunk }) => chunk === 'ICCP')?.data;
      return withProfile(profile);
    }
    case 'avif': {
      const { profile, color } = isoColor(file);
      return { ...withProfile(profile), ...(color && { color }) };
    }
    case 'tiff': {
      const { profile, density } = tiffAppearance(file);
      return { ...withProfile(profile), ...(density && { density }) };
    }
    case 'bmp':
      return bmpAppearance(file);
    default:
      return {};
  }
}

/** Returns a PNG file with an appearance. @param png without one of its own */
export function pngWithAppearance(png: Uint8Array, appearance: Appearance): Uint8Array {
  const { profile, chunks = [], color, density } = appearance;
  const added = [
    ...chunks.map(({ bytes }) => bytes),
    ...(color ? [pngChunk('cICP', Buffer.from([...color, 0, 1]))] : []),
    ...(profile && !chunks.some(({ type }) => type === 'iCCP')
      ? [pngChunk('iCCP', Buffer.concat([Buffer.from('ICC\0\0', 'latin1'), deflateSync(profile)]))]
      : []),
    ...(density && !chunks.some(({ type }) => type === 'pHYs') ? [physChunk(density)] : []),
  ];
  return Buffer.concat([png.subarray(0, PNG_HEADER_END), ...added, png.subarray(PNG_HEADER_END)]);
}

/** Returns a PNG file that looks like the file that its pixels were made from. Without this, equal samples would look different. */
export function pngLike(source: Uint8Array, png: Uint8Array): Uint8Array {
  const type = inspectImage(source)?.type;
  return type === undefined ? png : pngWithAppearance(png, readAppearance(source, type));
}

/** Returns a JPEG file with an appearance. @param jpeg with a JFIF header and no profile */
export function jpegWithAppearance(
  jpeg: Uint8Array,
  { profile, density }: Appearance,
  more: readonly Uint8Array[] = [],
): Uint8Array {
  const [first] = jpegSegments(jpeg);
  const isJfif = first?.marker === APP0 && first.data.toString('latin1', 0, 4) === 'JFIF';
  const jfif = isJfif ? Buffer.from(first.bytes) : Buffer.alloc(0);
  if (isJfif && density) {
    // Dots per centimeter: of the units of JFIF, the one that whole numbers fit better.
    const perCm = (value: number) => Math.min(65_535, Math.max(1, Math.round(value / 100)));
    const isInch = isWholeInch(density.x) && isWholeInch(density.y);
    const rounded = (value: number) =>
      isInch ? Math.min(65_535, Math.round(value / PER_INCH)) : perCm(value);
    jfif[11] = isInch ? 1 : 2;
    jfif.writeUInt16BE(rounded(density.x), 12);
    jfif.writeUInt16BE(rounded(density.y), 14);
  }
  const rest = jpeg.subarray(2 + jfif.length);
  return Buffer.concat([jpeg.subarray(0, 2), jfif, ...more, ...profileSegments(profile), rest]);
}

function isWholeInch(perMeter: number): boolean {
  const perInch = perMeter / PER_INCH;
  return Math.round(perInch) >= 1 && Math.abs(perInch - Math.round(perInch)) < 0.02;
}

function profileSegments(profile: Uint8Array | undefined): readonly Buffer[] {
  if (profile === undefined) return [];
  const partBytes = MAX_SEGMENT_BYTES - ICC_PART_HEAD_BYTES;
  const count = Math.ceil(profile.length / partBytes);
  // The number of a part is one byte.
  if (count > 255) return [];
  return Array.from({ length: count }, (_, index) =>
    jpegSegment(
      APP2,
      ICC_HEAD,
      Buffer.from([index + 1, count]),
      profile.subarray(index * partBytes, (index + 1) * partBytes),
    ),
  );
}

function physChunk({ x, y }: Density): Buffer {
  const data = Buffer.alloc(9);
  data.writeUInt32BE(Math.round(x), 0);
  data.writeUInt32BE(Math.round(y), 4);
  data[8] = 1;
  return pngChunk('pHYs', data);
}

/** @param profile its header states the color space of the samples that it describes (ICC.1, 7.2.8) */
function withProfile(profile: Uint8Array | undefined): Appearance {
  const isRgb =
    profile !== undefined &&
    profile.length <= MAX_PROFILE_BYTES &&
    Buffer.from(profile.subarray(16, 20)).toString('latin1') === 'RGB ';
  return isRgb ? { profile } : {};
}

function pngAppearance(file: Uint8Array): Appearance {
  const [header, ...rest] = pngChunks(file);
  const end = rest.findIndex(({ type }) => type === 'IDAT');
  const isGray = GRAY_TYPES.has(header?.data[9] ?? 0);
  const chunks = rest
    .slice(0, Math.max(0, end))
    .filter(
      ({ type }) => type === 'pHYs' || (COLOR_CHUNKS.has(type) && !(isGray && type === 'iCCP')),
    );
  const iccp = chunks.find(({ type }) => type === 'iCCP');
  return { chunks, ...(iccp && withProfile(inflatedProfile(iccp.data))) };
}

/** The name of a profile ends with a zero byte, and the compression method follows (PNG 11.3.2.3). */
function inflatedProfile(data: Uint8Array): Uint8Array | undefined {
  const packed = data.subarray(data.indexOf(0) + 2);
  try {
    return inflateSync(packed, { maxOutputLength: MAX_PROFILE_BYTES });
  } catch {
    return undefined;
  }
}

function jpegAppearance(file: Uint8Array): Appearance {
  const parts: { readonly place: number; readonly bytes: Uint8Array }[] = [];
  let density: Density | undefined;
  let exifDensity: Density | undefined;
  for (const { marker, data } of jpegSegments(file)) {
    if (marker === APP0 && data.toString('latin1', 0, 5) === 'JFIF\0') density = jfifDensity(data);
    if (marker === APP1 && isExif(data)) exifDensity ??= tiffAppearance(tiffOf(data)).density;
    if (marker !== APP2 || !ICC_HEAD.equals(data.subarray(0, ICC_HEAD.length))) continue;
    parts.push({ place: data[ICC_HEAD.length] ?? 0, bytes: data.subarray(ICC_PART_HEAD_BYTES) });
  }
  parts.sort((a, b) => a.place - b.place);
  const profile = parts.length > 0 ? Buffer.concat(parts.map(({ bytes }) => bytes)) : undefined;
  // Cameras state it in Exif only.
  density ??= exifDensity;
  return { ...withProfile(profile), ...(density && { density }) };
}

/** Without a unit, JFIF only states the shape of a pixel. */
function jfifDensity(data: Buffer): Density | undefined {
  if (data.length < 12) return undefined;
  const factor = [undefined, PER_INCH, PER_CENTIMETER][data.readUInt8(7)];
  const [x, y] = [data.readUInt16BE(8), data.readUInt16BE(10)];
  return factor === undefined || x === 0 || y === 0 ? undefined : { x: x * factor, y: y * factor };
}

function bmpAppearance(file: Uint8Array): Appearance {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (view.length < 46 || view.readUInt32LE(14) < 40) return {};
  const [x, y] = [view.readInt32LE(38), view.readInt32LE(42)];
  return x > 0 && y > 0 ? { density: { x, y } } : {};
}
