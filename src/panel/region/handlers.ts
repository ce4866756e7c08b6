import type { Handlers } from '../handlers.ts';
import type { RegionFromPanel } from './protocol.ts';
import type { RegionEvent } from './state.ts';

export function regionHandlers(dispatch: (event: RegionEvent) => void): Handlers<RegionFromPanel> {
  return {
    'mark-region': ({ image, strokes }) => {
      dispatch({ kind: 'region-marked', id: image, region: strokes });
    },
  };
}
