import { panelEncoder } from '../../../src/panel/results/encoder.ts';
import type { Encode } from '../../../src/panel/results/protocol.ts';
import { png, WEBP } from '../image/images.ts';

/** An encoder whose page answers every request for an image with the file of that type, if there is one, and draws nothing. */
export function fakePage(
  files: Partial<Record<Encode['to'], Uint8Array>> = { webp: WEBP, png: png() },
) {
  const requests: Encode[] = [];
  const encoder = panelEncoder(
    (message) => {
      if (message.type === 'draw') return;
      requests.push(message);
      const bytes = files[message.to];
      const { request } = message;
      encoder.receive({ request, ...(bytes && { bytes }) });
    },
    { patienceMs: 50 },
  );
  return { requests, encoder };
}
