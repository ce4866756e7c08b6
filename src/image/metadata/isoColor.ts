import { isoBoxes, isoProperties } from '../formats/isoBoxes.ts';

/** Color primaries, transfer function, and matrix, as numbers of ITU-T H.273. */
export type CodedColor = readonly [primaries: number, transfer: number];

/** What the properties of an AVIF say about its main image (ISO/IEC 23008-12, 6.5). */
export interface IsoColor {
  readonly profile?: Uint8Array;
  readonly color?: CodedColor;
  /** How the stored image is turned and mirrored, as the Exif orientation with the same effect. */
  readonly orientation: number;
}

/** Unspecified, and sRGB, which is what samples without a statement mean. */
const USUAL_PRIMARIES: ReadonlySet<number> = new Set([1, 2]);
const USUAL_TRANSFERS: ReadonlySet<number> = new Set([1, 2, 6, 13]);

/** Exif orientations by the counterclockwise quarter turns of `irot`, without a mirror. */
const TURNS = [1, 8, 3, 6] as const;

/** Reads the first color and orientation properties of an AVIF. Tiles and auxiliary images seldom have their own. */
export function isoColor(file: Uint8Array): IsoColor {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  let [profile, color, turns, axis]: [Uint8Array?, CodedColor?, number?, number?] = [];
  for (const { type, data } of properties(view)) {
    if (type === 'irot') turns ??= (data[0] ?? 0) & 3;
    if (type === 'imir') axis ??= (data[0] ?? 0) & 1;
    if (type !== 'colr') continue;
    const kind = data.toString('latin1', 0, 4);
    if (kind === 'prof' || kind === 'rICC') profile ??= data.subarray(4);
    if (kind === 'nclx' && data.length >= 8) {
      const [primaries, transfer] = [data.readUInt16BE(4), data.readUInt16BE(6)];
      const isUsual = USUAL_PRIMARIES.has(primaries) && USUAL_TRANSFERS.has(transfer);
      if (!isUsual && primaries < 256 && transfer < 256) color ??= [primaries, transfer];
    }
  }
  return {
    orientation: orientationOf(turns ?? 0, axis),
    ...(profile && { profile }),
    ...(color && { color }),
  };
}

/** A decoder turns first and mirrors then. @param axis 0 mirrors top and bottom, 1 left and right */
function orientationOf(turns: number, axis: number | undefined): number {
  if (axis === undefined) return TURNS[turns as 0 | 1 | 2 | 3];
  const mirrored = axis === 1 ? [2, 7, 4, 5] : [4, 5, 2, 7];
  return mirrored[turns] ?? 1;
}

/** Yields the properties of the first `meta` box. */
function* properties(view: Buffer): Generator<{ readonly type: string; readonly data: Buffer }> {
  for (const meta of isoBoxes(view, 0, view.length)) {
    if (meta.type !== 'meta') continue;
    for (const { type, start, end } of isoProperties(view, meta.start, meta.end)) {
      yield { type, data: view.subarray(start, end) };
    }
    return;
  }
}
