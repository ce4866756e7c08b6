import { isDecodableMimeType } from '../../image/decode/decodable.ts';
import { predictSent } from '../../image/prepare/predict.ts';
import type { Sendable } from '../../image/prepare/preparation.ts';
import { sentLine } from '../../messages/sent.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import type { AskState } from '../ask/state.ts';
import { regionView } from '../region/view.ts';
import type { ImageView, SourcesView } from './protocol.ts';
import { SVG_TYPE } from './drawings.ts';
import type { PanelImage, SourcesState } from './state.ts';

/** @param address turns an image's URI into the address from which the webview loads it */
export function sourcesView(
  { images, environment }: SourcesState & Pick<AskState, 'environment'>,
  address: (uri: string) => string,
  t: Translate,
): SourcesView {
  return {
    images: images.map((image, place) => ({
      ...imageView(image, address),
      ...sentView(image, environment.sendable, t),
      ...(place === 0 ? regionView(image, t) : undefined),
    })),
  };
}

function sentView(
  { photo, mimeType, markable }: PanelImage,
  sendable: Sendable | undefined,
  t: Translate,
): Pick<ImageView, 'convertible' | 'sent'> {
  if (mimeType === SVG_TYPE && markable !== undefined) {
    const { width, height } = markable;
    return { convertible: true, sent: sentLine({ kind: 'encode', type: 'PNG', width, height }, t) };
  }
  const prediction = photo && sendable && predictSent(photo, sendable);
  return {
    ...(isDecodableMimeType(mimeType) && { convertible: true }),
    ...(prediction && { sent: sentLine(prediction, t) }),
  };
}

/** Returns an image for the page. Only `src` is an address, and it points to the webview's own origin. */
export function imageView(
  { id, name, details, mimeType, ...image }: PanelImage,
  address: (uri: string) => string,
): ImageView {
  const shown = shownUri(image);
  return {
    id,
    name: sanitize(name),
    details,
    mimeType,
    ...(shown === undefined ? {} : { src: address(shown) }),
  };
}

/** Returns the URI of what the page draws for an image; undefined if there is nothing. */
export function shownUri({
  canPreview,
  uri,
  standIn,
}: Pick<PanelImage, 'canPreview' | 'uri' | 'standIn'>): string | undefined {
  return canPreview ? uri : standIn;
}
