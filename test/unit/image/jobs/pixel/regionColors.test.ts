import { decode } from 'fast-png';
import jsColorEngine from 'jscolorengine';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeImage } from '../../../../../src/image/decode/decodeImage.ts';
import { composite } from '../../../../../src/image/jobs/pixel/composite.ts';
import { readAppearance } from '../../../../../src/image/metadata/appearance.ts';
import { toEightBits, type Pixels } from '../../../../../src/image/pixels/pixels.ts';
import { expectedPixels, photo } from '../../../../support/image/photos.ts';
import { png } from '../../../../support/image/images.ts';

const { Profile, Transform, eIntent } = jsColorEngine;

/** Returns samples as another program shows them on an sRGB screen. @param profile undefined for sRGB */
function onScreen({ data }: Pick<Pixels, 'data'>, profile: Uint8Array | undefined): Uint8Array {
  const from = new Profile();
  if (profile) from.loadBinary(new Uint8Array(profile));
  const transform = new Transform({ dataFormat: 'int8' });
  transform.create(profile ? from : '*srgb', '*srgb', eIntent.relative);
  return Uint8Array.from(transform.array(new Uint8Array(data), true, false));
}

/** Counts the pixels outside of a mark and its feather that look different. */
function differingOutside(a: Uint8Array, b: Uint8Array, width: number, reach: number): number {
  let differing = 0;
  for (let at = 0; at < a.length; at += 3) {
    const [x, y] = [(at / 3) % width, Math.floor(at / 3 / width)];
    if (x < reach && y < reach) continue;
    if ([0, 1, 2].some((channel) => a[at + channel] !== b[at + channel])) differing += 1;
  }
  return differing;
}

for (const name of ['displayP3.jpg', 'p3.jpg'] as const) {
  test(`report-C5 outside a region, ${name} looks the same in another program, in every pixel`, async () => {
    const source = photo(name);
    const { width, height } = expectedPixels(name);
    const strokes = [{ kind: 'rectangle', x: 0, y: 0, width: 12, height: 12 }] as const;
    const result = png(width, height, [0, 0, 255]);
    const { file } = await composite({ source, result, strokes, feather: 4 });

    const { profile } = readAppearance(source, 'jpeg');
    const before = onScreen(toEightBits(await decodeImage(source)), profile);
    const made = decode(file);
    assert.equal(made.channels, 3);
    const rgba = toEightBits(await decodeImage(file));
    const after = onScreen(rgba, made.iccEmbeddedProfile?.profile);
    assert.equal(after.length, width * height * 3);
    assert.equal(differingOutside(before, after, width, 16), 0);

    // The check fails for a profile that matters and is lost. That of p3.jpg is sRGB, whatever its name says.
    const without = differingOutside(before, onScreen(rgba, undefined), width, 16);
    assert.equal(without > 1000, name === 'displayP3.jpg', `${without}`);
  });
}

test('report-C5 a region keeps the resolution that a camera states in Exif', async () => {
  const strokes = [{ kind: 'rectangle', x: 0, y: 0, width: 12, height: 12 }] as const;
  const result = png(96, 64, [0, 0, 255]);
  const { file } = await composite({
    source: photo('displayP3.jpg'),
    result,
    strokes,
    feather: 4,
  });
  const perMeter = Math.round(144 / 0.0254);
  const { x, y, unit } = decode(file).resolution ?? {};
  assert.deepEqual([x, y, unit], [perMeter, perMeter, 1]);
});
