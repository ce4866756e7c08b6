import { BadRequestError } from './badRequest.ts';
import { createImage } from './createImage.ts';
import { parseDirectives } from './directives.ts';
import { faultResponse } from './faults.ts';
import { googleError, type HttpResponse } from './httpResponse.ts';
import { imageReply, REPLY_SHAPES, replyShape } from './imageReply.ts';
import { parseRequest } from './parseRequest.ts';
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
