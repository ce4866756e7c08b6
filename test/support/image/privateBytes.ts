import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';

/** What the pictures `gps.*` say besides their pixels: 48° 8′ 30″ as rationals in both byte orders, and the camera. */
const PRIVATE_BYTES: Readonly<Record<string, Buffer>> = {
  'latitude, big-endian': Buffer.from('000000300000000100000008000000010000001e00000001', 'hex'),
  'latitude, little-endian': Buffer.from('300000000100000008000000010000001e00000001000000', 'hex'),
  'camera maker': Buffer.from('Canikon', 'latin1'),
  'camera model': Buffer.from('X-1\0', 'latin1'),
};

/** Returns the names of what is in a file. Reads its bytes alone, not what Easel makes of them. */
export function privateBytesIn(file: Uint8Array): readonly string[] {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  return Object.entries(PRIVATE_BYTES)
    .filter(([, bytes]) => view.includes(bytes))
    .map(([name]) => name);
}

/** Asserts that a PNG, JPEG, or WebP file ends where its picture ends. */
export function assertEndsWithPicture(file: Uint8Array): void {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (view.toString('latin1', 8, 12) === 'WEBP') {
    assert.equal(view.readUInt32LE(4) + 8, view.length);
    return;
  }
  const isPng = view.toString('latin1', 1, 4) === 'PNG';
  const end = Buffer.from(isPng ? '0000000049454e44ae426082' : 'ffd9', 'hex');
  assert.equal(view.lastIndexOf(end), view.length - end.length);
  assert.equal(
    view.indexOf(end, isPng ? 0 : view.indexOf('ffda', 0, 'hex')),
    view.length - end.length,
  );
}
