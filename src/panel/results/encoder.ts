import { randomUUID } from 'node:crypto';
import { imageFacts } from '../../image/formats/inspect.ts';
import type { Encode } from './protocol.ts';

interface Answer {
  readonly request: string;
  /** Absent: the document could not make it. */
  readonly bytes?: Uint8Array;
}

/** Files made by the panel's document, whose browser decodes more types than the host, and writes WebP. */
export interface PanelEncoder {
  /** @returns a whole file of the asked type by its bytes; undefined where the document could not, or is gone */
  readonly encode: (what: Omit<Encode, 'type' | 'request'>) => Promise<Uint8Array | undefined>;
  /** An answer that nobody asked for, or that came too late, is dropped. */
  readonly answered: (answer: Answer) => void;
}

/** @param patienceMs a document that was hidden or closed meanwhile never answers */
export function panelEncoder(
  ask: (message: Encode) => void,
  { patienceMs = 60_000 }: { readonly patienceMs?: number } = {},
): PanelEncoder {
  const waiting = new Map<string, (bytes: Uint8Array | undefined) => void>();
  return {
    encode: async (what) => {
      const request = randomUUID();
      let timer: NodeJS.Timeout | undefined;
      try {
        const bytes = await new Promise<Uint8Array | undefined>((resolve) => {
          waiting.set(request, resolve);
          timer = setTimeout(resolve, patienceMs, undefined);
          ask({ type: 'encode', request, ...what });
        });
        const facts = bytes && imageFacts(bytes);
        // A browser that cannot write a type hands over a PNG instead.
        return facts?.type === what.to && facts.whole ? bytes : undefined;
      } finally {
        clearTimeout(timer);
        waiting.delete(request);
      }
    },
    answered: (answer) => {
      waiting.get(answer.request)?.(answer.bytes);
    },
  };
}
