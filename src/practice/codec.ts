import { convertIndexedToRgb, decode as decodePng, encode as encodePng } from 'fast-png';
import { decode as decodeJpeg, encode as encodeJpeg } from 'jpeg-js';
import { imageFacts } from '../image/facts.ts';
import { jpegOrientation, upright } from './orientation.ts';
import type { Raster } from './raster.ts';
import { Refusal } from './refusal.ts';

/** Most pixels of one image: 64 megapixels, which are 256 MB here. */
export const MOST_PIXELS = 64 * 1024 * 1024;

/**
 * Reads a PNG or JPEG file, whatever it was declared as. Throws `Refusal` for every other type, for
 * broken files and for more than `MOST_PIXELS`, which is checked before anything is unpacked.
 */
export function decodeImage(file: Uint8Array): Raster {
  const facts = imageFacts(file);
  if (facts?.type !== 'png' && facts?.type !== 'jpeg') {
    const what =
      facts === undefined ? 'no image that Practice knows' : `an image of type ${facts.mimeType}`;
    throw new Refusal(`Practice reads PNG and JPEG images; this is ${what}.`);
  }
  if (facts.width * facts.height > MOST_PIXELS) {
    throw new Refusal(
      `The image has ${facts.width} x ${facts.height} px; Practice takes up to 64 megapixels.`,
    );
  }
  try {
    return facts.type === 'png' ? fromPng(file) : fromJpeg(file);
  } catch {
    throw new Refusal(`Provided image is not valid: its ${facts.mimeType} data cannot be decoded.`);
  }
}

export function toPng({ width, height, data }: Raster): Uint8Array {
  return encodePng({ width, height, data, channels: 4 });
}

/** Transparent pixels become white, which JPEG needs. */
export function toJpeg({ width, height, data }: Raster): Uint8Array {
  const opaque = new Uint8Array(data);
  for (let at = 0; at < opaque.length; at += 4) {
    const alpha = (opaque[at + 3] ?? 255) / 255;
    for (let channel = 0; alpha < 1 && channel < 3; channel++) {
      opaque[at + channel] = Math.round((opaque[at + channel] ?? 0) * alpha + 255 * (1 - alpha));
    }
  }
  return encodeJpeg({ width, height, data: opaque }, 90).data;
}

function fromJpeg(file: Uint8Array): Raster {
  const { width, height, data } = decodeJpeg(file, {
    useTArray: true,
    formatAsRGBA: true,
    tolerantDecoding: false,
    maxResolutionInMP: MOST_PIXELS / 1_000_000,
    maxMemoryUsageInMB: 1500,
  });
  return upright({ width, height, data }, jpegOrientation(file));
}

function fromPng(file: Uint8Array): Raster {
  const png = decodePng(file);
  const { width, height } = png;
  if (png.palette !== undefined) {
    const channels = png.palette[0]?.length ?? 3;
    return spread(convertIndexedToRgb(png), {
      width,
      height,
      channels,
      most: 255,
      transparent: [],
    });
  }
  const { depth, channels } = png;
  const most = 2 ** depth - 1;
  const samples = depth < 8 ? unpacked(png.data, width, height, depth) : png.data;
  return spread(samples, { width, height, channels, most, transparent: png.transparency ?? [] });
}

/** Gray samples of 1, 2 or 4 bits lie packed, with every row starting at a byte. */
function unpacked(
  data: ArrayLike<number>,
  width: number,
  height: number,
  depth: number,
): Uint8Array {
  const samples = new Uint8Array(width * height);
  const rowBytes = Math.ceil((width * depth) / 8);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const byte = data[y * rowBytes + (bit >> 3)] ?? 0;
      samples[y * width + x] = (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
    }
  }
  return samples;
}

interface Layout {
  readonly width: number;
  readonly height: number;
  /** Gray, gray and alpha, RGB, RGBA. */
  readonly channels: number;
  /** The value of full intensity. */
  readonly most: number;
  /** The one colour that a tRNS chunk makes transparent. */
  readonly transparent: ArrayLike<number>;
}

function spread(samples: ArrayLike<number>, layout: Layout): Raster {
  const { width, height, channels, most, transparent } = layout;
  const data = new Uint8Array(width * height * 4);
  const gray = channels < 3;
  const alphaAt = channels === 2 ? 1 : channels === 4 ? 3 : undefined;
  for (let pixel = 0; pixel < width * height; pixel++) {
    const from = pixel * channels;
    let hidden = transparent.length > 0;
    for (let channel = 0; channel < 3; channel++) {
      const value = samples[from + (gray ? 0 : channel)] ?? 0;
      data[pixel * 4 + channel] = Math.round((value * 255) / most);
      hidden &&= value === transparent[gray ? 0 : channel];
    }
    const alpha = alphaAt === undefined ? most : (samples[from + alphaAt] ?? most);
    data[pixel * 4 + 3] = hidden ? 0 : Math.round((alpha * 255) / most);
  }
  return { width, height, data };
}
