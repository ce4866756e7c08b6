import { convertIndexedToRgb, decode as decodePng, encode as encodePng } from 'fast-png';
import { decode as decodeJpeg, encode as encodeJpeg } from 'jpeg-js';
import { CheckError } from '../../errors.ts';
import { sourceFacts, type SourceFacts } from '../formats/sourceFacts.ts';
import { applyOrientation } from './orientation.ts';
import { MAX_PIXELS, type DeepPixels, type Pixels } from './pixels.ts';
import { pixelChunksOnly } from './pngChunks.ts';

/**
 * Decodes a PNG or JPEG file; its bytes decide which of the two it is. Keeps the 16 bits of a deep PNG, and turns a JPEG
 * upright as its Exif orientation says. Checks the size in the header before it inflates anything.
 *
 * @throws CheckError `no-pixels` for another type, more than {@link MAX_PIXELS}, and broken or incomplete files
 */
export function decodePixels(file: Uint8Array): DeepPixels {
  const facts = sourceFacts(file);
  if (facts?.type !== 'png' && facts?.type !== 'jpeg') {
    throw new CheckError({ kind: 'no-pixels', why: 'type', what: facts?.mimeType ?? '' });
  }
  const what = `${facts.width} × ${facts.height}`;
  if (facts.width * facts.height > MAX_PIXELS) {
    throw new CheckError({ kind: 'no-pixels', why: 'too-many', what });
  }
  if (!facts.isWhole) throw new CheckError({ kind: 'no-pixels', why: 'broken', what });
  try {
    return facts.type === 'png' ? decodePngFile(file) : decodeJpegFile(file, facts);
  } catch (error) {
    throw new CheckError({ kind: 'no-pixels', why: 'broken', what }, { cause: error });
  }
}

/**
 * Encodes a PNG file with the depth of the pixels.
 *
 * @param options.keepAlpha writes an alpha channel even if all pixels are opaque, as image models do
 */
export function encodePngFile(
  { width, height, data }: DeepPixels,
  options: { readonly keepAlpha?: boolean } = {},
): Uint8Array {
  const depth = data instanceof Uint16Array ? 16 : 8;
  if (options.keepAlpha === true || !isOpaque(data)) {
    return encodePng({ width, height, data, depth, channels: 4 });
  }
  const opaque =
    depth === 16 ? new Uint16Array(width * height * 3) : new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    opaque[to] = data[from] ?? 0;
    opaque[to + 1] = data[from + 1] ?? 0;
    opaque[to + 2] = data[from + 2] ?? 0;
  }
  return encodePng({ width, height, data: opaque, depth, channels: 3 });
}

function isOpaque(data: DeepPixels['data']): boolean {
  const max = data instanceof Uint16Array ? 65535 : 255;
  for (let at = 3; at < data.length; at += 4) if (data[at] !== max) return false;
  return true;
}

/**
 * Encodes a JPEG file. JPEG has no transparency, so transparent pixels are blended with white.
 *
 * @param quality 1 to 100
 */
export function encodeJpegFile({ width, height, data }: Pixels, quality: number): Uint8Array {
  const opaque = new Uint8Array(data);
  for (let at = 0; at < opaque.length; at += 4) {
    const alpha = (opaque[at + 3] ?? 255) / 255;
    for (let channel = at; alpha < 1 && channel < at + 3; channel++) {
      opaque[channel] = Math.round((opaque[channel] ?? 0) * alpha + 255 * (1 - alpha));
    }
  }
  return encodeJpeg({ width, height, data: opaque }, quality).data;
}

function decodeJpegFile(file: Uint8Array, { orientation }: SourceFacts): Pixels {
  const { width, height, data } = decodeJpeg(file, {
    useTArray: true,
    formatAsRGBA: true,
    tolerantDecoding: false,
    maxResolutionInMP: MAX_PIXELS / 1_000_000,
    // The library counts its own memory, several bytes for each pixel that the limit above allows.
    maxMemoryUsageInMB: 1500,
  });
  return applyOrientation({ width, height, data }, orientation);
}

function decodePngFile(file: Uint8Array): DeepPixels {
  const png = decodePng(pixelChunksOnly(file));
  const { width, height, depth } = png;
  if (png.palette !== undefined) {
    const channels = png.palette[0]?.length ?? 3;
    const samples = convertIndexedToRgb(png);
    const data = new Uint8Array(width * height * 4);
    return toRgba(samples, data, { width, height, channels, factor: 1 });
  }
  const samples = depth < 8 ? unpackBits(png.data, width, height, depth) : png.data;
  const data =
    depth === 16 ? new Uint16Array(width * height * 4) : new Uint8Array(width * height * 4);
  // Samples of 1, 2 and 4 bits reach up to 1, 3 and 15, which all divide 255.
  const factor = depth < 8 ? 255 / (2 ** depth - 1) : 1;
  const { channels, transparency } = png;
  return toRgba(samples, data, {
    width,
    height,
    channels,
    factor,
    ...(transparency && { transparency }),
  });
}

/** Unpacks samples of 1, 2 or 4 bits: several share a byte, and every row starts at a new one (PNG 7.2). */
function unpackBits(
  data: ArrayLike<number>,
  width: number,
  height: number,
  depth: number,
): Uint8Array {
  const samples = new Uint8Array(width * height);
  const rowBytes = Math.ceil((width * depth) / 8);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const bit = x * depth;
      const byte = data[y * rowBytes + (bit >> 3)] ?? 0;
      samples[at] = (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
    }
  }
  return samples;
}

interface Layout {
  readonly width: number;
  readonly height: number;
  /** Samples per pixel: 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA. */
  readonly channels: number;
  /** The factor for the file's samples. */
  readonly factor: number;
  /** The one gray or color that a tRNS chunk makes transparent (PNG 11.3.1.1). */
  readonly transparency?: ArrayLike<number>;
}

/** Writes samples of any layout as RGBA into `data`. */
function toRgba(
  samples: ArrayLike<number>,
  data: Uint8Array | Uint16Array,
  { width, height, channels, factor, transparency }: Layout,
): DeepPixels {
  const max = data instanceof Uint16Array ? 65535 : 255;
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  const alpha = channels === 2 ? 1 : channels === 4 ? 3 : undefined;
  for (let from = 0, to = 0; to < data.length; from += channels, to += 4) {
    data[to] = (samples[from] ?? 0) * factor;
    data[to + 1] = (samples[from + green] ?? 0) * factor;
    data[to + 2] = (samples[from + blue] ?? 0) * factor;
    const isHidden =
      transparency !== undefined &&
      samples[from] === transparency[0] &&
      samples[from + green] === transparency[green] &&
      samples[from + blue] === transparency[blue];
    data[to + 3] = isHidden ? 0 : alpha === undefined ? max : (samples[from + alpha] ?? max);
  }
  return { width, height, data };
}
