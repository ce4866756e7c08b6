import type { Strokes } from '../../image/region/strokes.ts';
import type { Changes } from '../changes.ts';
import type { PanelImage, SourcesState } from '../sources/state.ts';

export interface RegionEvent {
  readonly kind: 'region-marked';
  readonly id: string;
  readonly region: Strokes;
}

export const regionChanges: Changes<SourcesState, RegionEvent> = {
  'region-marked': ({ images }, { id, region }) => ({
    images: images.map((image) => (image.id === id ? withRegion(image, region) : image)),
  }),
};

/** Returns the image with the region. No strokes remove it, and an image that can't have a region stays as it is. */
export function withRegion(image: PanelImage, region: Strokes): PanelImage {
  if (image.markable === undefined) return image;
  return { ...image, region: region.length === 0 ? undefined : region };
}

/** Returns the name of an image whose region was lost because another image replaced it. */
export function lostRegion(
  before: readonly PanelImage[],
  after: readonly PanelImage[],
): string | undefined {
  return before.find(({ id, region }) => region && !after.some((one) => one.id === id))?.name;
}
