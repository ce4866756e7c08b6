import { randomUUID } from 'node:crypto';
import { inspectImage } from '../../image/formats/inspect.ts';
import type { Encode } from './protocol.ts';

interface Answer {
  readonly request: string;
  /** Absent if the page could not encode the file. */
  readonly bytes?: Uint8Array;
}

/** Encodes files in the page, because a browser decodes more types than the host, and encodes WebP. */
export interface PanelEncoder {
  /** @returns a whole file of the requested type; undefined if the page could not encode it, or is closed */
  readonly encode: (order: Omit<Encode, 'type' | 'request'>) => Promise<Uint8Array | undefined>;
  /** Takes the page's answer. Late answers and unknown requests are ignored. */
  readonly receive: (answer: Answer) => void;
}

/** @param patienceMs a page that was hidden or closed never answers */
export function panelEncoder(
  post: (message: Encode) => void,
  { patienceMs = 60_000 }: { readonly patienceMs?: number } = {},
): PanelEncoder {
  const waiting = new Map<string, (bytes: Uint8Array | undefined) => void>();
  return {
    encode: async (order) => {
      const request = randomUUID();
      let timer: NodeJS.Timeout | undefined;
      try {
        const bytes = await new Promise<Uint8Array | undefined>((resolve) => {
          waiting.set(request, resolve);
          timer = setTimeout(resolve, patienceMs, undefined);
          post({ type: 'encode', request, ...order });
        });
        const facts = bytes && inspectImage(bytes);
        // A browser that can't encode a type returns a PNG instead.
        return facts?.type === order.to && facts.isWhole ? bytes : undefined;
      } finally {
        clearTimeout(timer);
        waiting.delete(request);
      }
    },
    receive: (answer) => {
      waiting.get(answer.request)?.(answer.bytes);
    },
  };
}
