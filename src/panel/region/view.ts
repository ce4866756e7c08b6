import type { RegionView } from './protocol.ts';
import type { PanelImage } from '../sources/state.ts';

/** Returns what the page needs to show and edit the region. It draws on the preview, so there has to be one. */
export function regionView({
  canPreview,
  markable,
  region = [],
}: PanelImage): { region: RegionView } | undefined {
  if (!canPreview || markable === undefined) return undefined;
  return { region: { ...markable, strokes: [...region] } };
}
