import { CheckError, type CheckProblem } from '../../errors.ts';
import { decodePixels } from '../../image/pixels/codec.ts';
import { toEightBits, type Pixels } from '../../image/pixels/pixels.ts';
import { BadRequestError } from './badRequest.ts';

/**
 * Decodes a PNG or JPEG file, whatever MIME type the request states.
 *
 * @throws BadRequestError for other types, broken files, and more than 64 megapixels
 */
export async function decodeImage(file: Uint8Array): Promise<Pixels> {
  try {
    return toEightBits(await decodePixels(file));
  } catch (error) {
    throw error instanceof CheckError ? new BadRequestError(describe(error.problem)) : error;
  }
}

function describe(problem: CheckProblem): string {
  const { why, what } = problem.kind === 'no-pixels' ? problem : { why: 'broken', what: '' };
  switch (why) {
    case 'type':
      return `Practice accepts PNG and JPEG images. ${what === '' ? "This file isn't an image that it knows." : `This file is ${what}.`}`;
    case 'too-many':
      return `The image has ${what} px. Practice accepts up to 64 megapixels.`;
    default:
      // Google's own words.
      return 'Provided image is not valid: it cannot be decoded.';
  }
}
