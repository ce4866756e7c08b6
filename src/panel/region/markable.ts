import { isDecodable } from '../../image/decode/decodable.ts';
import type { ImageFacts } from '../../image/formats/inspect.ts';
import { MAX_PIXELS } from '../../image/pixels/pixels.ts';
import type { SourceFacts } from '../../image/formats/sourceFacts.ts';
import { uprightSize } from '../../image/prepare/preparation.ts';

/** Returns the size of an image as shown, in px, if a region of it can be edited: Easel has to decode its pixels. */
export function markableSize(
  facts: Pick<SourceFacts, 'type' | 'width' | 'height' | 'isWhole' | 'orientation'>,
): Pick<ImageFacts, 'width' | 'height'> | undefined {
  const { type, width, height, isWhole } = facts;
  if (!isWhole || width === 0 || height === 0 || width * height > MAX_PIXELS) return undefined;
  return isDecodable(type) ? uprightSize(facts) : undefined;
}
