import { sanitize } from '../../text/sanitize.ts';
import { regionView } from '../region/view.ts';
import type { ImageView, SourcesView } from './protocol.ts';
import type { PanelImage, SourcesState } from './state.ts';

/** @param address turns an image's URI into the address from which the webview loads it */
export function sourcesView(
  { images }: SourcesState,
  address: (uri: string) => string,
): SourcesView {
  return {
    images: images.map((image, place) => ({
      ...imageView(image, address),
      ...(place === 0 ? regionView(image) : undefined),
    })),
  };
}

/** Returns an image for the page. Only `src` is an address, and it points to the webview's own origin. */
export function imageView(
  { id, name, details, canPreview, mimeType, uri }: PanelImage,
  address: (uri: string) => string,
): ImageView {
  return {
    id,
    name: sanitize(name),
    details,
    mimeType,
    ...(canPreview ? { src: address(uri) } : {}),
  };
}
