import { MAX_PIXELS, type Pixels } from '../../image/pixels/pixels.ts';
import { onColor } from '../../assets/pixels/canvas.ts';
import { drawBadge } from '../draw/badge.ts';
import { drawImage } from '../draw/drawImage.ts';
import type { Rgba } from '../draw/paint.ts';
import { replaceBackground } from '../effects/background.ts';
import { drift } from '../effects/drift.ts';
import { editImage } from '../effects/editImage.ts';
import { editText, LANDSCAPE_TEXT } from '../effects/replyText.ts';
import { BadRequestError } from './badRequest.ts';
import { decodeImage } from './decodeImage.ts';
import { parseFinishInstructions, type FinishInstructions } from './finishInstructions.ts';
import { outputSize, parseRatio } from './outputSize.ts';
import type { ImageRequest } from './parseRequest.ts';

export interface CreatedImage {
  readonly image: Pixels;
  readonly text: string | undefined;
}

/** Draws or edits the image that a request asks for. @throws BadRequestError */
export async function createImage(request: ImageRequest): Promise<CreatedImage> {
  const { prompt, ...instructions } = parseFinishInstructions(request.prompt);
  const { aspectRatio, imageSize, images } = request;
  const size = outputSize(aspectRatio, imageSize);
  if (size === undefined) {
    throw new BadRequestError(
      `Invalid image config: aspect ratio ${aspectRatio ?? '-'}, size ${imageSize ?? '-'}.`,
    );
  }
  if (images.length === 0) {
    const { image, isLandscape } = drawImage(prompt, size.width, size.height, instructions.key);
    drawBadge(image, prompt, instructions.cropped);
    return { image, text: isLandscape ? LANDSCAPE_TEXT : undefined };
  }
  const sources = await Promise.all(images.map(decodeImage));
  const [source] = sources;
  const isBackgroundOnly = prompt === '' && (instructions.key ?? instructions.pass) !== undefined;
  if (isBackgroundOnly && source) return repaint(source, instructions);
  return edit(sources, { ...request, prompt }, instructions);
}

function edit(
  sources: readonly Pixels[],
  { prompt, aspectRatio }: ImageRequest,
  { key, cropped }: FinishInstructions,
): CreatedImage {
  const edited = editImage(sources, prompt, {
    ratio: aspectRatio === undefined ? undefined : parseRatio(aspectRatio),
    maxPixels: MAX_PIXELS,
  });
  if (edited === undefined) {
    throw new BadRequestError('Side by side, the images exceed 64 megapixels.');
  }
  if (key) paintAround(edited.image, key);
  drawBadge(edited.image, edited.applied.join(', '), cropped);
  return { image: edited.image, text: editText(edited) };
}

/** Paints a background. What the prompt made transparent gets its color too, because models return no transparency. */
function paintAround(image: Pixels, color: Rgba): void {
  replaceBackground(image, color);
  const [red, green, blue] = color;
  image.data.set(onColor(image, [red, green, blue]).data);
}

const PASSES: Readonly<Record<'white' | 'black', Rgba>> = {
  white: [255, 255, 255, 255],
  // Models don't reach pure black.
  black: [4, 4, 5, 255],
};

/** Changes the background alone. As models do, Practice doesn't hit the same place in the second pass. */
function repaint(image: Pixels, { key, pass, cropped }: FinishInstructions): CreatedImage {
  const color = key ?? (pass && PASSES[pass]);
  if (color) paintAround(image, color);
  drawBadge(image, '', cropped);
  if (pass === 'black') drift(image);
  return { image, text: undefined };
}
