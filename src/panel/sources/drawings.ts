import { CheckError } from '../../errors.ts';
import { findDisguise } from '../../image/formats/disguise.ts';
import { decodeSvg, drawingSize, externalReference, type Size } from '../../image/formats/svg.ts';
import type { PanelEncoder } from '../results/encoder.ts';

export const SVG_TYPE = 'image/svg+xml';

/** The text of a drawing is searched on the thread that all extensions share, and drawn on the one that shows the panel. */
const MAX_SVG_BYTES = 5_000_000;
/** More than a request has. Drawing one again takes a moment. */
const MAX_KEPT = 16;

/**
 * Returns the size in px that an SVG file is drawn in; undefined for any other file.
 *
 * @param name as the user knows it
 * @throws CheckError `no-drawing` for a file that is too large, or needs other files
 */
export function svgSize(name: string, file: Uint8Array): Size | undefined {
  if (findDisguise(file) !== 'svg') return undefined;
  if (file.byteLength > MAX_SVG_BYTES) {
    throw new CheckError({
      kind: 'no-drawing',
      file: name,
      why: 'too-large',
      most: MAX_SVG_BYTES,
    });
  }
  const text = decodeSvg(file);
  const address = externalReference(text);
  if (address !== undefined) {
    throw new CheckError({ kind: 'no-drawing', file: name, why: 'external', address });
  }
  return drawingSize(text);
}

export interface DrawingsParts {
  readonly read: (uri: string) => Promise<Uint8Array>;
  readonly name: (uri: string) => string;
  readonly draw: PanelEncoder['draw'];
}

interface Drawing {
  readonly svg: Uint8Array;
  readonly png: Uint8Array;
}

/** Reads the images of the panel as the image files that a request can carry: of an SVG file, what the page draws of it. */
export class Drawings {
  readonly #parts: DrawingsParts;
  /** By the URIs of the files, the newest last. */
  readonly #kept = new Map<string, Drawing>();

  constructor(parts: DrawingsParts) {
    this.#parts = parts;
  }

  /** @throws CheckError `unreadable`, `no-drawing` */
  readonly read = async (uri: string): Promise<Uint8Array> => {
    const { read, name, draw } = this.#parts;
    const file = await read(uri);
    const size = svgSize(name(uri), file);
    if (size === undefined) return file;
    const kept = this.#kept.get(uri);
    if (kept && Buffer.compare(kept.svg, file) === 0) return kept.png;
    const png = await draw(file, size);
    if (png === undefined) {
      throw new CheckError({ kind: 'no-drawing', file: name(uri), why: 'failed' });
    }
    this.#keep(uri, { svg: file, png });
    return png;
  };

  #keep(uri: string, drawing: Drawing): void {
    this.#kept.delete(uri);
    this.#kept.set(uri, drawing);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
