import type { ImageFacts } from '../../image/formats/inspect.ts';
import { MOST_PIXELS } from '../../image/pixels/pixels.ts';
import { jpegOrientation } from '../../image/pixels/orientation.ts';
import type { RegionView } from './protocol.ts';
import type { PanelImage } from '../state.ts';

type Size = Pick<ImageFacts, 'width' | 'height'>;

/** The size in px of an image as it is shown, where a region of it can be edited: its pixels can be read and put back. */
export function markableSize(file: Uint8Array, facts: ImageFacts): Size | undefined {
  const { type, width, height, whole } = facts;
  if (!whole || width === 0 || height === 0 || width * height > MOST_PIXELS) return undefined;
  if (type === 'png') return { width, height };
  if (type !== 'jpeg') return undefined;
  // From 5 on a camera was held sideways (Exif 2.3, 4.6.4).
  return jpegOrientation(file) >= 5 ? { width: height, height: width } : { width, height };
}

/** What the panel needs to show and change a mark; it draws on the preview, so there must be one. */
export function regionView({
  canPreview,
  markable,
  region = [],
}: PanelImage): { region: RegionView } | undefined {
  if (!canPreview || markable === undefined) return undefined;
  return { region: { ...markable, strokes: [...region] } };
}

/** The name of an image whose mark went with it when another one took its place. */
export function lostMark(
  before: readonly PanelImage[],
  after: readonly PanelImage[],
): string | undefined {
  return before.find(({ id, region }) => region && !after.some((one) => one.id === id))?.name;
}
