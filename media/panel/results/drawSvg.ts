import type { Draw, ResultsFromPanel } from '../../../src/panel/results/protocol.ts';
import { MAX_ENCODED_BYTES } from '../../../src/panel/results/protocol.ts';
import { encodeImage } from './encodeImage.ts';

/**
 * Answers a request of the host for an image of an SVG file. In an `img`, no script of the file runs, and nothing is loaded
 * (SVG Integration, 2.2: secure static mode).
 */
export async function drawSvgForHost({
  request,
  svg,
  width,
  height,
}: Draw): Promise<ResultsFromPanel> {
  const src = URL.createObjectURL(new Blob([new Uint8Array(svg)], { type: 'image/svg+xml' }));
  try {
    const file = await encodeImage(src, 'png', { size: { width, height } });
    if (file === undefined || file.size > MAX_ENCODED_BYTES)
      return { type: 'not-encoded', request };
    return { type: 'encoded', request, bytes: new Uint8Array(await file.arrayBuffer()) };
  } finally {
    URL.revokeObjectURL(src);
  }
}
