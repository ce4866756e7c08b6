/**
 * Content Credentials as other programs write them: a C2PA manifest store of JUMBF boxes, in each container. The signature is made up,
 * because Easel checks none.
 */
import { Buffer } from 'node:buffer';
import { pngChunk } from './images.ts';

export const IPTC = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

type Cbor = string | number | readonly Cbor[] | { readonly [key: string]: Cbor };

/** Encodes a value (RFC 8949). */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return cborHead(0, value);
  if (typeof value === 'string') {
    return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  }
  if (Array.isArray(value)) return Buffer.concat([cborHead(4, value.length), ...value.map(cbor)]);
  const entries = Object.entries(value);
  return Buffer.concat([cborHead(5, entries.length), ...entries.flat().map(cbor)]);
}

function cborHead(major: number, length: number): Buffer {
  return length < 24
    ? Buffer.from([(major << 5) | length])
    : Buffer.from([(major << 5) | 24, length]);
}

export function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + parts.reduce((sum, { length }) => sum + length, 0));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...parts]);
}

/** A superbox: its description has the type, a flag that it can be requested by its label, and the label. */
export function superbox(type: string, label: string, ...parts: readonly Uint8Array[]): Buffer {
  const uuid = Buffer.concat([
    Buffer.from(type, 'latin1'),
    Buffer.from('00110010800000aa00389b71', 'hex'),
  ]);
  return box(
    'jumb',
    box('jumd', uuid, Buffer.from([3]), Buffer.from(`${label}\0`, 'latin1')),
    ...parts,
  );
}

/** Returns a manifest. @param sourceType IPTC's code; missing: the manifest states none. @param more boxes among its assertions */
export function manifest(sourceType?: string, ...more: readonly Uint8Array[]): Buffer {
  const action = {
    action: 'c2pa.created',
    ...(sourceType !== undefined && { digitalSourceType: `${IPTC}${sourceType}` }),
    softwareAgent: 'A Model',
  };
  const actions = superbox('cbor', 'c2pa.actions', box('cbor', cbor({ actions: [action] })));
  return superbox(
    'c2ma',
    'urn:uuid:11111111-2222-3333-4444-555555555555',
    superbox('c2as', 'c2pa.assertions', actions, ...more),
    superbox('c2cl', 'c2pa.claim', box('cbor', cbor({ alg: 'sha256', claim_generator: 'Test' }))),
    superbox('c2cs', 'c2pa.signature', box('cbor', cbor('not a signature'))),
  );
}

/** Returns a manifest store. @param manifests the oldest first */
export function store(...manifests: readonly Uint8Array[]): Buffer {
  return superbox('c2pa', 'c2pa', ...manifests);
}

/** What most files of image models have. */
export const AI_STORE = store(manifest('trainedAlgorithmicMedia'));

/** Returns a PNG with more chunks after its header. */
export function pngWith(file: Uint8Array, ...chunks: readonly (readonly [string, Uint8Array])[]) {
  const added = chunks.map(([type, data]) => pngChunk(type, data));
  return Buffer.concat([file.subarray(0, 33), ...added, file.subarray(33)]);
}

/** Returns a JPEG with more segments after its start. */
export function jpegWith(file: Uint8Array, ...segments: readonly Uint8Array[]): Buffer {
  return Buffer.concat([file.subarray(0, 2), ...segments, file.subarray(2)]);
}

export function segment(marker: number, ...parts: readonly Uint8Array[]): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(2 + parts.reduce((sum, { length }) => sum + length, 0), 2);
  return Buffer.concat([head, ...parts]);
}

/** Returns the segments of a store. @param partBytes of the store in each segment, besides what each repeats */
export function storeSegments(bytes: Buffer, partBytes = 60_000): readonly Buffer[] {
  const head = bytes.subarray(0, 8);
  const content = bytes.subarray(8);
  return Array.from({ length: Math.ceil(content.length / partBytes) }, (_, index) => {
    const place = Buffer.from('JP\0\u0001\0\0\0\0', 'latin1');
    place.writeUInt32BE(index + 1, 4);
    return segment(0xeb, place, head, content.subarray(index * partBytes, (index + 1) * partBytes));
  });
}

/** Returns a WebP with more chunks at its end. Without the extended header that announces them: readers don't need it. */
export function webpWith(file: Uint8Array, ...chunks: readonly (readonly [string, Uint8Array])[]) {
  const added = chunks.map(([type, data]) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  });
  const all = Buffer.concat([file, ...added]);
  all.writeUInt32LE(all.length - 8, 4);
  return all;
}

/** Returns a HEIF or AVIF with a store in a box at its end. */
export function isoWith(file: Uint8Array, bytes: Uint8Array): Buffer {
  const type = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex');
  const head = Buffer.from('\0\0\0\0manifest\0\0\0\0\0\0\0\0\0', 'latin1');
  return Buffer.concat([file, box('uuid', type, head, bytes)]);
}

/** Returns an image of each container with Content Credentials. */
export function withCredentials(file: Uint8Array, bytes = AI_STORE): Buffer {
  const start = Buffer.from(file.subarray(0, 12)).toString('latin1');
  if (start.startsWith('\x89PNG')) return pngWith(file, ['caBX', bytes]);
  if (start.startsWith('RIFF')) return webpWith(file, ['C2PA', bytes]);
  if (start.slice(4, 8) === 'ftyp') return isoWith(file, bytes);
  return jpegWith(file, ...storeSegments(bytes));
}
