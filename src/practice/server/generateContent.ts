import { MAX_PIXELS, type Pixels } from '../../image/pixels/pixels.ts';
import { drawBadge } from '../draw/badge.ts';
import { drawImage } from '../draw/drawImage.ts';
import { editImage } from '../effects/editImage.ts';
import { editText, LANDSCAPE_TEXT } from '../effects/replyText.ts';
import { BadRequestError } from './badRequest.ts';
import { decodeImage } from './decodeImage.ts';
import { parseDirectives } from './directives.ts';
import { parseFinishInstructions } from './finishInstructions.ts';
import { faultResponse } from './faults.ts';
import { googleError, type HttpResponse } from './httpResponse.ts';
import { imageReply, REPLY_SHAPES, replyShape } from './imageReply.ts';
import { outputSize, parseRatio } from './outputSize.ts';
import { parseRequest, type ImageRequest } from './parseRequest.ts';
import { replaceBackground } from '../effects/background.ts';
import { removeRegionInstruction } from './regionInstruction.ts';

export interface PendingResponse {
  /** How long to wait before creating the response. */
  readonly delayMs: number;
  /** Draws or edits the image, which may take seconds. Never throws or rejects. */
  readonly createResponse: () => HttpResponse | Promise<HttpResponse>;
}

/**
 * Handles a `generateContent` request.
 *
 * @param host hosts a PNG file and returns its URL
 */
export function generateContent(
  model: string,
  body: string,
  host: (file: Uint8Array) => string,
): PendingResponse {
  try {
    const request = removeRegionInstruction(parseRequest(body));
    const { prompt, shape, fault, delayMs } = parseDirectives(request.prompt);
    if (fault !== undefined) return { delayMs, createResponse: () => faultResponse(fault) };
    if (shape !== undefined && !REPLY_SHAPES.some((known) => known === shape)) {
      throw new BadRequestError(
        `Practice doesn't know the shape "${shape}". It knows: ${REPLY_SHAPES.join(', ')}.`,
      );
    }
    const createResponse = catchErrors(async () => {
      const { image, text } = await createImage({ ...request, prompt });
      // Sends the text even if the request asks for images only: otherwise an ignored instruction looks like a bug in Easel.
      return imageReply(replyShape(model, shape), { image, text, model, host });
    });
    return { delayMs, createResponse };
  } catch (error) {
    return { delayMs: 0, createResponse: () => errorResponse(error) };
  }
}

/** @throws BadRequestError */
async function createImage({
  prompt: asked,
  images,
  aspectRatio,
  imageSize,
}: ImageRequest): Promise<{ readonly image: Pixels; readonly text: string | undefined }> {
  const { prompt, key, cropped } = parseFinishInstructions(asked);
  const size = outputSize(aspectRatio, imageSize);
  if (size === undefined) {
    throw new BadRequestError(
      `Invalid image config: aspect ratio ${aspectRatio ?? '-'}, size ${imageSize ?? '-'}.`,
    );
  }
  if (images.length === 0) {
    const { image, isLandscape } = drawImage(prompt, size.width, size.height, key);
    drawBadge(image, prompt, cropped);
    return { image, text: isLandscape ? LANDSCAPE_TEXT : undefined };
  }
  const sources = await Promise.all(images.map(decodeImage));
  const edited = editImage(sources, prompt, {
    ratio: aspectRatio === undefined ? undefined : parseRatio(aspectRatio),
    maxPixels: MAX_PIXELS,
  });
  if (edited === undefined) {
    throw new BadRequestError('Side by side, the images exceed 64 megapixels.');
  }
  if (key) replaceBackground(edited.image, key);
  drawBadge(edited.image, edited.applied.join(', '), cropped);
  return { image: edited.image, text: editText(edited) };
}

function catchErrors(create: () => Promise<HttpResponse>): () => Promise<HttpResponse> {
  return async () => {
    try {
      return await create();
    } catch (error) {
      return errorResponse(error);
    }
  };
}

function errorResponse(error: unknown): HttpResponse {
  if (error instanceof BadRequestError) return googleError(400, 'INVALID_ARGUMENT', error.message);
  return googleError(500, 'INTERNAL', 'Practice failed on this request.');
}
