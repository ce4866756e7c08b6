/** What sharp does for the same result. It is native code, and never part of Easel. */
import sharp, { type Blend } from 'sharp';
import type { Pictures } from './pictures.ts';

async function blended({ source, result }: Pictures, blend: Blend): Promise<void> {
  const { data, info } = await sharp(result).raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  await sharp(source)
    .composite([{ input: data, raw, blend }])
    .png()
    .toBuffer();
}

const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 } as const;
const WHITE = '#ffffff';
/** Of the PNG files in a favicon set, with those in its ICO. */
const ICON_SIDES = [16, 32, 48, 96, 192, 256, 384, 512] as const;

/** Decodes once, which is the fastest way, and makes all sizes at the same time. */
async function favicon({ source }: Pictures): Promise<void> {
  const { data, info } = await sharp(source).raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const scaled = (side: number) =>
    sharp(data, { raw }).resize(side, side, { fit: 'contain', background: CLEAR });
  const masked = async (side: number) => {
    const inner = await scaled(Math.floor(side * 0.56))
      .png()
      .toBuffer();
    const canvas = { width: side, height: side, channels: 3, background: WHITE } as const;
    return await sharp({ create: canvas })
      .composite([{ input: inner }])
      .png()
      .toBuffer();
  };
  await Promise.all([
    ...ICON_SIDES.map((side) => scaled(side).ensureAlpha().png().toBuffer()),
    scaled(180).flatten({ background: WHITE }).png().toBuffer(),
    masked(192),
    masked(512),
  ]);
}

export const SHARP = {
  composite: (pictures: Pictures) => blended(pictures, 'over'),
  compare: (pictures: Pictures) => blended(pictures, 'difference'),
  /** Colors at their full size, as Easel keeps them. */
  jpeg: ({ source }: Pictures) =>
    sharp(source).jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer(),
  favicon,
  card: ({ source }: Pictures) =>
    sharp(source)
      .resize(1200, 630, { fit: 'cover', kernel: 'lanczos3' })
      .webp({ quality: 90, effort: 4 })
      .toBuffer(),
} as const;
