import { Buffer } from 'node:buffer';

/** Returns a HEIF file with a picture item and another one, such as Exif, whose bytes are in the `mdat` box. */
export function heicWith(
  exifData: Buffer,
  { method = 0, length = exifData.length, version = 2, extra = 0, type = 'Exif' } = {},
): Buffer {
  const box = (type: string, ...parts: readonly Uint8Array[]) => {
    const content = Buffer.concat(parts);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(content.length + 8, 0);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, content]);
  };
  const infe = (id: number, type: string) =>
    box('infe', Buffer.from([version, 0, 0, 0, 0, id, 0, 0]), Buffer.from(type), Buffer.from([0]));
  const ftyp = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1'));
  const meta = (offset: number) => {
    const extents = [16, length].map((bytes, index) => {
      const entry = Buffer.alloc(16);
      entry.writeUInt16BE(index + 1, 0);
      entry.writeUInt16BE(1, 6);
      entry.writeUInt32BE(offset + (index === 0 ? 0 : 16), 8);
      entry.writeUInt32BE(bytes, 12);
      return entry.subarray(0, 16);
    });
    return box(
      'meta',
      Buffer.alloc(4),
      box('iinf', Buffer.from([0, 0, 0, 0, 0, 2]), infe(1, 'hvc1'), infe(2, type)),
      // Version 1: an item has a construction method, of which 0 means a place in the file.
      box(
        'iloc',
        Buffer.from([1, 0, 0, 0, 0x44, 0, extra >> 8, 2 + (extra & 255)]),
        ...extents.map((entry) => withMethod(entry, method)),
      ),
      box('iprp', box('ipco', box('ispe', Buffer.from([0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 48])))),
    );
  };
  const start = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(start), box('mdat', Buffer.alloc(16, 7), exifData)]);
}

/** An entry of version 1: id, construction method, data reference, one extent. */
function withMethod(entry: Buffer, method: number): Buffer {
  const [id, rest] = [entry.subarray(0, 2), entry.subarray(8)];
  return Buffer.concat([id, Buffer.from([0, method, 0, 0, 0, 1]), rest]);
}
