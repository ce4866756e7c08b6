import type { HostView } from '../../../src/panel/protocol.ts';
import type { ImageView } from '../../../src/panel/sources/protocol.ts';
import type { Updates } from '../updates.ts';

export interface RegionState {
  /** The id of the image whose region is being edited. */
  readonly marking: string | undefined;
}

export interface RegionMessage {
  readonly type: 'marking';
  readonly image: string | undefined;
}

export const regionUpdates: Updates<RegionState, RegionMessage> = {
  marking: (_state, { image }) => ({ marking: image }),
};

/** Returns the source while its region is being edited. Another source closes the editor. */
export function imageBeingMarked({
  marking,
  view,
}: RegionState & { readonly view: HostView | undefined }): ImageView | undefined {
  const [source] = view?.images ?? [];
  return source?.region && source.src && source.id === marking ? source : undefined;
}
