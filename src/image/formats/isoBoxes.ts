/** A box of a file in the ISO base media format (ISO/IEC 14496-12, 4.2). */
export interface IsoBox {
  readonly type: string;
  /** Where its content starts in the buffer. */
  readonly start: number;
  /** Where it ends: at the end of its parent at the latest, however long it says it is. */
  readonly end: number;
}

interface IsoBoxHead {
  readonly type: string;
  /** In bytes, with the head. 0 means up to the end of the file or the parent. */
  readonly length: number;
  readonly headBytes: number;
}

/** Returns how many bytes the head of a box has. @param start its first 8 bytes */
export function isoHeadBytes(start: Buffer, at = 0): 8 | 16 {
  return start.readUInt32BE(at) === 1 ? 16 : 8;
}

/** Reads the head of a box. @throws RangeError if the buffer ends before the head does */
export function readIsoHead(view: Buffer, at = 0): IsoBoxHead {
  const headBytes = isoHeadBytes(view, at);
  return {
    type: view.toString('latin1', at + 4, at + 8),
    length: headBytes === 8 ? view.readUInt32BE(at) : Number(view.readBigUInt64BE(at + 8)),
    headBytes,
  };
}

/** Yields the boxes between two places of a buffer, up to the first one that is damaged. */
export function* isoBoxes(view: Buffer, from: number, to: number): Generator<IsoBox> {
  for (let at = from; at + 8 <= to && at + isoHeadBytes(view, at) <= to;) {
    const { type, length, headBytes } = readIsoHead(view, at);
    const size = length === 0 ? to - at : length;
    if (size < headBytes) return;
    yield { type, start: at + headBytes, end: Math.min(to, at + size) };
    at += size;
  }
}

/**
 * Yields the properties of the images in a HEIF or AVIF (ISO/IEC 23008-12, 9.3).
 *
 * @param from where the content of the `meta` box starts
 */
export function* isoProperties(view: Buffer, from: number, to: number): Generator<IsoBox> {
  for (const iprp of isoBoxes(view, from + 4, to)) {
    if (iprp.type !== 'iprp') continue;
    for (const ipco of isoBoxes(view, iprp.start, iprp.end)) {
      if (ipco.type === 'ipco') yield* isoBoxes(view, ipco.start, ipco.end);
    }
  }
}
