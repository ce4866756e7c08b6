import { googleError, type Answer } from './httpResponse.ts';
import { badge } from '../draw/badge.ts';
import { MAX_PIXELS } from '../../image/pixels/pixels.ts';
import { decodeImage } from './decodeImage.ts';
import { drawPicture } from '../draw/drawImage.ts';
import { editPicture } from '../effects/editImage.ts';
import { faultAnswer } from './faults.ts';
import type { Raster } from '../draw/paint.ts';
import { Refusal } from './badRequest.ts';
import { remark, SCENERY_REMARK } from '../effects/replyText.ts';
import { imageReply, shapeFor, SHAPES } from './imageReply.ts';
import { withoutRegionNote } from './regionInstruction.ts';
import { readRequest, type Asked } from './parseRequest.ts';
import { parseRatio, pictureSize } from './outputSize.ts';
import { stageDirections } from './directives.ts';

export interface Response {
  readonly answer: () => Answer;
  /** How long to wait before it is made. */
  readonly slowMs: number;
}

/** Understands a `generateContent` body; the picture is drawn when `answer` is called. */
export function respond(model: string, body: string, host: (file: Uint8Array) => string): Response {
  try {
    const asked = withoutRegionNote(readRequest(body));
    const { prompt, shape, fault, slowMs } = stageDirections(asked.prompt);
    if (fault !== undefined) return { answer: () => faultAnswer(fault), slowMs };
    if (shape !== undefined && !SHAPES.some((known) => known === shape)) {
      throw new Refusal(
        `Practice does not know the shape "${shape}". It knows: ${SHAPES.join(', ')}.`,
      );
    }
    const answer = refusing(() => {
      const { image, text } = picture({ ...asked, prompt });
      // Said even where no text is asked for: an instruction that is ignored in silence looks like a mistake of Easel's.
      return imageReply(shapeFor(model, shape), { image, text, model, host });
    });
    return { answer, slowMs };
  } catch (error) {
    return { answer: () => refused(error), slowMs: 0 };
  }
}

function picture(asked: Asked): { readonly image: Raster; readonly text: string | undefined } {
  const { prompt, images, aspectRatio, imageSize } = asked;
  const size = pictureSize(aspectRatio, imageSize);
  if (size === undefined) {
    throw new Refusal(
      `Invalid image config: aspect ratio ${aspectRatio ?? '-'}, size ${imageSize ?? '-'}.`,
    );
  }
  if (images.length === 0) {
    const { image, isScenery } = drawPicture(prompt, size.width, size.height);
    badge(image, prompt);
    return { image, text: isScenery ? SCENERY_REMARK : undefined };
  }
  const edited = editPicture(images.map(decodeImage), prompt, {
    ratio: aspectRatio === undefined ? undefined : parseRatio(aspectRatio),
    mostPixels: MAX_PIXELS,
  });
  if (edited === undefined) throw new Refusal('Side by side the images exceed 64 megapixels.');
  badge(edited.image, edited.done.join(', '));
  return { image: edited.image, text: remark(edited) };
}

function refusing(make: () => Answer): () => Answer {
  return () => {
    try {
      return make();
    } catch (error) {
      return refused(error);
    }
  };
}

function refused(error: unknown): Answer {
  if (error instanceof Refusal) return googleError(400, 'INVALID_ARGUMENT', error.message);
  return googleError(500, 'INTERNAL', 'Practice failed on this request.');
}
