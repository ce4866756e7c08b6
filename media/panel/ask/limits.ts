import type { ModelView } from '../../../src/panel/ask/protocol.ts';
import type { ImageView } from '../../../src/panel/sources/protocol.ts';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { fill } from '../../shared/fill.ts';

type Limits = Pick<ModelView, 'inputTypes' | 'maxImages' | 'bestImages'>;

/** Warns of images that the model does not accept, before a request is sent. Undocumented models have no limits. */
export function limitWarnings(
  images: readonly Pick<ImageView, 'name' | 'mimeType' | 'region' | 'convertible'>[],
  { inputTypes, maxImages, bestImages }: Limits,
  strings: PanelStrings,
): readonly string[] {
  // A region adds an image that shows it.
  const isMarked = (images[0]?.region?.strokes.length ?? 0) > 0;
  const count = images.length + (isMarked ? 1 : 0);
  const isMany = bestImages !== undefined && count > bestImages;
  const tooMany = maxImages !== undefined && count > maxImages;
  return [
    ...(tooMany ? [fill(strings.tooManyImages, maxImages, count)] : []),
    ...(!tooMany && isMany ? [fill(strings.bestImages, bestImages, count)] : []),
    ...(isMarked && (tooMany || isMany) ? [strings.regionCounts] : []),
    ...images
      .filter(
        ({ mimeType, convertible }) =>
          convertible !== true && inputTypes?.includes(mimeType) === false,
      )
      .map(({ name, mimeType }) => fill(strings.unsupportedType, name, shortType(mimeType))),
  ];
}

function shortType(mimeType: string): string {
  return mimeType.replace(/^image\//, '').toUpperCase();
}
