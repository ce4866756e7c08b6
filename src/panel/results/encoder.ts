import { randomUUID } from 'node:crypto';
import type { Size } from '../../image/formats/svg.ts';
import { readSourceFacts } from '../../image/formats/sourceFacts.ts';
import type { ImageFacts } from '../../image/formats/inspect.ts';
import type { Draw, Encode } from './protocol.ts';

interface Answer {
  readonly request: string;
  /** Absent if the page could not encode the file. */
  readonly bytes?: Uint8Array;
}

/** Encodes files in the page, because a browser decodes more types than the host, draws SVG, and encodes WebP. */
export interface PanelEncoder {
  /** @returns a whole file of the requested type; undefined if the page could not encode it, or is closed */
  readonly encode: (order: Omit<Encode, 'type' | 'request'>) => Promise<Uint8Array | undefined>;
  /** @returns a whole PNG file of exactly this size; undefined if the page could not draw it, or is closed */
  readonly draw: (svg: Uint8Array, size: Size) => Promise<Uint8Array | undefined>;
  /** Takes the page's answer. Late answers and unknown requests are ignored. */
  readonly receive: (answer: Answer) => void;
}

/** @param patienceMs a page that was hidden or closed never answers */
export function panelEncoder(
  post: (message: Encode | Draw) => void,
  { patienceMs = 60_000 }: { readonly patienceMs?: number } = {},
): PanelEncoder {
  const waiting = new Map<string, (bytes: Uint8Array | undefined) => void>();

  /** Returns the page's answer if it is what was asked for. The page's bytes are like those of any other file: they decide. */
  async function ask(
    message: (request: string) => Encode | Draw,
    isWanted: (facts: ImageFacts) => boolean,
  ): Promise<Uint8Array | undefined> {
    const request = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    try {
      const bytes = await new Promise<Uint8Array | undefined>((resolve) => {
        waiting.set(request, resolve);
        timer = setTimeout(resolve, patienceMs, undefined);
        post(message(request));
      });
      const facts = bytes && (await readSourceFacts(bytes));
      return facts?.isWhole && isWanted(facts) ? bytes : undefined;
    } finally {
      clearTimeout(timer);
      waiting.delete(request);
    }
  }

  return {
    // A browser that can't encode a type returns a PNG instead.
    encode: (order) =>
      ask(
        (request) => ({ type: 'encode', request, ...order }),
        ({ type }) => type === order.to,
      ),
    draw: (svg, { width, height }) =>
      ask(
        (request) => ({ type: 'draw', request, svg: new Uint8Array(svg), width, height }),
        (facts) => facts.type === 'png' && facts.width === width && facts.height === height,
      ),
    receive: (answer) => {
      waiting.get(answer.request)?.(answer.bytes);
    },
  };
}
