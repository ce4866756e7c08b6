import { encode } from 'fast-png';
import { CheckError, type CheckProblem } from '../../errors.ts';
import { toEightBits } from '../../image/pixels/pixels.ts';
import { decodePixels } from '../../image/pixels/codec.ts';
import type { Raster } from '../draw/paint.ts';
import { Refusal } from './badRequest.ts';

/**
 * Reads a PNG or JPEG file, whatever it was declared as, as a gateway would refuse it.
 *
 * @throws Refusal every other type, broken files, and more pixels than fit: the last before anything is unpacked
 */
export function decodeImage(file: Uint8Array): Raster {
  try {
    return toEightBits(decodePixels(file));
  } catch (error) {
    throw error instanceof CheckError ? new Refusal(reason(error.problem)) : error;
  }
}

function reason(problem: CheckProblem): string {
  const { why, what } = problem.kind === 'no-pixels' ? problem : { why: 'broken', what: '' };
  switch (why) {
    case 'type':
      return `Practice reads PNG and JPEG images; this is ${what === '' ? 'no image that it knows' : `of type ${what}`}.`;
    case 'too-many':
      return `The image has ${what} px; Practice takes up to 64 megapixels.`;
    default:
      return 'Provided image is not valid: it cannot be decoded.';
  }
}

/** With an alpha channel whether or not it is used, as models send it. */
export function toPng({ width, height, data }: Raster): Uint8Array {
  return encode({ width, height, data, channels: 4 });
}
