import { sanitize } from '../../text/sanitize.ts';
import { regionView } from '../region/view.ts';
import type { ImageView, SourcesView } from './protocol.ts';
import type { PanelImage, SourcesState } from './state.ts';

/** @param address where the webview loads an image from, by its URI */
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

/** Contains no address but the webview's own. */
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
