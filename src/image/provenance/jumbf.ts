import { isoBoxes, type IsoBox } from '../formats/isoBoxes.ts';
import { sourceTypeOf } from './sourceType.ts';

/** JUMBF (ISO/IEC 19566-5): boxes in boxes. C2PA keeps its manifests in them, one for each step of an image's history. */

/** The type of a manifest store, in the description of its box (C2PA 2.1, 11.1.4.1). */
const STORE_TYPE = Buffer.from('6332706100110010800000AA00389B71', 'hex');
const TYPE_BYTES = STORE_TYPE.length;
/** Real stores have five levels and some hundred boxes. */
const MAX_DEPTH = 8;
const MAX_BOXES = 10_000;
/** The boxes with text. Others hold thumbnails, whose own statements aren't about the image. */
const TEXT_BOXES: ReadonlySet<string> = new Set(['cbor', 'json']);
const URI_MIDDLE = '://cv.iptc.org/newscodes/digitalsourcetype/';
const MAX_URI_BYTES = 120;
const MAX_CODES = 100;

/** Tells whether the bytes are a manifest store: a superbox whose description says so. */
export function isManifestStore(bytes: Buffer): boolean {
  return storeOf(bytes) !== undefined;
}

/**
 * Returns the digital source types in a manifest store as groups, one for each manifest, the newest first. Both encodings of a manifest
 * hold a URI as plain text. This neither decodes manifests nor checks any signature.
 */
export function sourceTypesInStore(bytes: Buffer): readonly (readonly string[])[] {
  const store = storeOf(bytes);
  if (store === undefined) return [];
  const budget = { boxes: MAX_BOXES };
  const manifests = [...childrenOf(bytes, store, budget)].filter(({ type }) => type === 'jumb');
  // The last manifest of a store is the active one (C2PA 2.1, 11.1.4.2).
  return manifests.reverse().map((manifest) => textCodes(bytes, manifest, budget, 1));
}

function storeOf(bytes: Buffer): IsoBox | undefined {
  const [box] = isoBoxes(bytes, 0, bytes.length);
  if (box?.type !== 'jumb') return undefined;
  const [description] = isoBoxes(bytes, box.start, box.end);
  if (description?.type !== 'jumd') return undefined;
  const type = bytes.subarray(description.start, description.start + TYPE_BYTES);
  return type.equals(STORE_TYPE) ? box : undefined;
}

interface Budget {
  /** How many more boxes are read. */
  boxes: number;
}

function* childrenOf(bytes: Buffer, { start, end }: IsoBox, budget: Budget): Generator<IsoBox> {
  for (const box of isoBoxes(bytes, start, end)) {
    if (budget.boxes <= 0) return;
    budget.boxes -= 1;
    yield box;
  }
}

function textCodes(bytes: Buffer, box: IsoBox, budget: Budget, depth: number): string[] {
  if (depth > MAX_DEPTH) return [];
  const codes: string[] = [];
  for (const child of childrenOf(bytes, box, budget)) {
    if (child.type === 'jumb') codes.push(...textCodes(bytes, child, budget, depth + 1));
    if (TEXT_BOXES.has(child.type)) codes.push(...codesIn(bytes.subarray(child.start, child.end)));
    if (codes.length >= MAX_CODES) break;
  }
  return codes;
}

function codesIn(bytes: Buffer): readonly string[] {
  const codes: string[] = [];
  for (let at = bytes.indexOf(URI_MIDDLE); at >= 0; at = bytes.indexOf(URI_MIDDLE, at + 1)) {
    const code = sourceTypeOf(textAround(bytes, at));
    if (code !== undefined) codes.push(code);
    if (codes.length >= MAX_CODES) break;
  }
  return codes;
}

const [QUOTE, ONE_BYTE_LENGTH] = [0x22, 0x78];

/** Returns the text that has the middle of a URI. In JSON it ends with a quote. In CBOR its length is before it (RFC 8949, 3.1). */
function textAround(bytes: Buffer, middle: number): string {
  const start = middle - (bytes[middle - 1] === 's'.charCodeAt(0) ? 'https' : 'http').length;
  if (start < 2) return '';
  const most = start + MAX_URI_BYTES;
  if (bytes[start - 1] === QUOTE) {
    return bytes.toString('latin1', start, most).split('"', 1)[0] ?? '';
  }
  const length = bytes[start - 2] === ONE_BYTE_LENGTH ? (bytes[start - 1] ?? 0) : 0;
  return bytes.toString('latin1', start, Math.min(most, start + length));
}
