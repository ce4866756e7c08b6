import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pngWithAppearance, readAppearance } from '../../../../src/image/metadata/appearance.ts';
import { isoColor } from '../../../../src/image/metadata/isoColor.ts';
import { pngChunks } from '../../../../src/image/pixels/pngChunks.ts';
import { AVIF, png } from '../../../support/image/images.ts';

function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/** Returns the start of an AVIF whose image has these properties. */
function withProperties(...properties: readonly Buffer[]): Buffer {
  const ftyp = box('ftyp', Buffer.from('avif\0\0\0\0mif1avif', 'latin1'));
  return Buffer.concat([
    ftyp,
    box('meta', Buffer.alloc(4), box('iprp', box('ipco', ...properties))),
  ]);
}

const turn = (quarters: number) => box('irot', Buffer.from([quarters]));
const mirror = (axis: number) => box('imir', Buffer.from([axis]));

test('report-C3 the turn and the mirror of an AVIF are one of the eight orientations', () => {
  // As libavif maps Exif orientations to these properties.
  const cases: readonly (readonly [number, readonly Buffer[]])[] = [
    [1, []],
    [2, [mirror(1)]],
    [3, [turn(2)]],
    [4, [mirror(0)]],
    [5, [turn(1), mirror(0)]],
    [6, [turn(3)]],
    [7, [turn(3), mirror(0)]],
    [8, [turn(1)]],
  ];
  for (const [orientation, properties] of cases) {
    assert.equal(isoColor(withProperties(...properties)).orientation, orientation);
  }
});

test('report-C5 the coded colors of an AVIF become a cICP chunk, unless they are sRGB', () => {
  const coded = (primaries: number, transfer: number) =>
    box('colr', Buffer.from('nclx'), Buffer.from([0, primaries, 0, transfer, 0, 0, 0x80]));
  const p3 = readAppearance(withProperties(coded(12, 13)), 'avif');
  assert.deepEqual(p3, { color: [12, 13] });
  const chunk = [...pngChunks(pngWithAppearance(png(), p3))][1];
  assert.deepEqual([chunk?.type, [...(chunk?.data ?? [])]], ['cICP', [12, 13, 0, 1]]);
  for (const [primaries, transfer] of [[1, 13], [2, 2], [1, 1]] as const) {
    assert.deepEqual(readAppearance(withProperties(coded(primaries, transfer)), 'avif'), {});
  } // prettier-ignore
});

test('report-C5 a damaged AVIF has no colors and no orientation', () => {
  const whole = withProperties(turn(1), mirror(0));
  for (let length = 0; length < whole.length; length++) isoColor(whole.subarray(0, length));
  assert.deepEqual(isoColor(AVIF), { orientation: 1 });
});
