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

export const SHARP = {
  composite: (pictures: Pictures) => blended(pictures, 'over'),
  compare: (pictures: Pictures) => blended(pictures, 'difference'),
  /** Colors at their full size, as Easel keeps them. */
  jpeg: ({ source }: Pictures) =>
    sharp(source).jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer(),
  card: ({ source }: Pictures) =>
    sharp(source)
      .resize(1200, 630, { fit: 'cover', kernel: 'lanczos3' })
      .webp({ quality: 90, effort: 4 })
      .toBuffer(),
} as const;
