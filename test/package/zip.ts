import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';

/** Returns the files of a ZIP archive by name (PKWARE APPNOTE 4.3.7, 4.3.12, and 4.3.16). */
export function unzip(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  assert.notEqual(end, -1, 'no end of central directory: not a ZIP archive');
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    assert.equal(zip.toString('latin1', at, at + 4), 'PK\x01\x02');
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const method = zip.readUInt16LE(at + 10);
    const [packed, start] = [20, 42].map((field) => zip.readUInt32LE(at + field));
    const data = start! + 30 + zip.readUInt16LE(start! + 26) + zip.readUInt16LE(start! + 28);
    const bytes = zip.subarray(data, data + packed!);
    files.set(
      zip.toString('utf8', at + 46, at + 46 + name!),
      method === 0 ? bytes : inflateRawSync(bytes),
    );
    at += 46 + name! + extra! + comment!;
  }
  return files;
}
