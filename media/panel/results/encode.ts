import type { HostView } from '../../../src/panel/protocol.ts';
import {
  MAX_ENCODED_BYTES,
  type Encode,
  type ResultsFromPanel,
} from '../../../src/panel/results/protocol.ts';
import { encodeImage } from './encodeImage.ts';

/** Answers a request of the host for a file of an image on the page. */
export async function encodeForHost(
  { request, image, of, to, quality }: Encode,
  view: HostView | undefined,
): Promise<ResultsFromPanel> {
  const src = view && addressOf(view, image, of);
  const file = src === undefined ? undefined : await encodeImage(src, to, { quality });
  if (file === undefined || file.size > MAX_ENCODED_BYTES) return { type: 'not-encoded', request };
  return { type: 'encoded', request, bytes: new Uint8Array(await file.arrayBuffer()) };
}

function addressOf(view: HostView, image: string, of: Encode['of']): string | undefined {
  const result = view.results.find(({ id }) => id === image);
  if (of === 'source') return result?.source?.src;
  return result?.src ?? view.images.find(({ id }) => id === image)?.src;
}
