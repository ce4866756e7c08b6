import type { ImageView, ModelView } from '../../../src/panel/viewProtocol.ts';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { fill } from '../../shared/fill.ts';

type Limits = Pick<ModelView, 'inputTypes' | 'mostImages' | 'bestImages'>;

/** What the model says to so many images of these types, before a request does; nothing where nobody documents it. */
export function limitsMet(
  images: readonly Pick<ImageView, 'name' | 'mimeType' | 'region'>[],
  { inputTypes, mostImages, bestImages }: Limits,
  strings: PanelStrings,
): readonly string[] {
  // The picture that shows a marked region goes along.
  const isMarked = (images[0]?.region?.strokes.length ?? 0) > 0;
  const count = images.length + (isMarked ? 1 : 0);
  const isMuch = bestImages !== undefined && count > bestImages;
  const tooMany = mostImages !== undefined && count > mostImages;
  return [
    ...(tooMany ? [fill(strings.tooManyImages, mostImages, count)] : []),
    ...(!tooMany && isMuch ? [fill(strings.bestImages, bestImages, count)] : []),
    ...(isMarked && (tooMany || isMuch) ? [strings.regionCounts] : []),
    ...images
      .filter(({ mimeType }) => inputTypes?.includes(mimeType) === false)
      .map(({ name, mimeType }) => fill(strings.typeNotTaken, name, shortType(mimeType))),
  ];
}

function shortType(mimeType: string): string {
  return mimeType.replace(/^image\//, '').toUpperCase();
}
