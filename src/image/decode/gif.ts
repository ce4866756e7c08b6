import { GifReader } from 'omggif';
import type { Raster } from './raster.ts';

export interface FirstFrame extends Raster {
  /** The number of frames in the file. */
  readonly frames: number;
}

/** Decodes the first frame of a GIF, as a browser shows it before the animation starts. @throws Error for broken files */
export function decodeGif(file: Uint8Array): FirstFrame {
  const reader = new GifReader(file);
  const { width, height } = reader;
  const frame = reader.frameInfo(0);
  // The decoder makes room for the frame, whatever the size of the screen is.
  if (frame.x + frame.width > width || frame.y + frame.height > height) {
    throw new RangeError('the frame is larger than the screen');
  }
  const data = new Uint8Array(width * height * 4);
  reader.decodeAndBlitFrameRGBA(0, data);
  return { width, height, channels: 4, data, frames: reader.numFrames() };
}
