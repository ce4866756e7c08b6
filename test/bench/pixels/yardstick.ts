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
/** Of the PNG files in a favicon set. Those in its ICO are among them. */
const ICON_SIDES = [16, 32, 48, 96, 180, 192, 192, 256, 384, 512, 512] as const;

/** Decodes once, which is the fastest way, and makes all sizes at the same time. */
async function favicon({ source }: Pictures): Promise<void> {
  const { data, info } = await sharp(source).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const made = ICON_SIDES.map((side) =>
    sharp(data, { raw: { width, height, channels } })
      .resize(side, side, { fit: 'contain', kernel: 'lanczos3', background: CLEAR })
      .png()
      .toBuffer(),
  );
  await Promise.all(made);
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
