import assert from 'node:assert/strict';
import { encode } from 'fast-png';
import { describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { inspectImage } from '../../../../../src/image/formats/inspect.ts';
import { composite, type CompositeOutput } from '../../../../../src/image/jobs/pixel/composite.ts';
import { decodeImage } from '../../../../../src/image/decode/decodeImage.ts';
import { encodePngFile } from '../../../../../src/image/png/encodePng.ts';
import type { Pixels } from '../../../../../src/image/pixels/pixels.ts';
import type { Stroke } from '../../../../../src/image/region/strokes.ts';
import { jpeg, pixels, png, pngChunk } from '../../../../support/image/images.ts';
import { measureComposite, regionCase } from '../../../../support/image/regionCases.ts';
import { draw, scene } from '../../../../support/image/scene.ts';

const FEATHER = 4;
/** Of 64 × 48 px. */
const MIDDLE: Stroke = { kind: 'rectangle', x: 20, y: 15, width: 24, height: 18 };

function compositeFiles(
  source: Uint8Array,
  result: Uint8Array,
  strokes: readonly Stroke[] = [MIDDLE],
): Promise<CompositeOutput> {
  return composite({ source, result, strokes, feather: FEATHER });
}

describe('a composited region', () => {
  for (let seed = 1; seed <= 20; seed++) {
    test(`lies in its place and changes nothing else (random case ${seed})`, async () => {
      const { strokes, mask, source, result, expected } = regionCase(seed);
      const { width, height } = source;
      const output = await compositeFiles(encodePngFile(source), encodePngFile(result), strokes);
      assert.deepEqual(inspectImage(output.file), {
        type: 'png', mimeType: 'image/png', extension: 'png', width, height, isWhole: true,
      }); // prettier-ignore
      assert.equal(output.alignment.match, 'same');
      const composited = (await decodeImage(output.file)) as Pixels;
      const { changedOutside, meanError } = measureComposite({
        composited, source, expected, mask, feather: FEATHER,
      }); // prettier-ignore
      assert.equal(changedOutside, 0);
      assert.ok(meanError < 9, `the region is ${meanError} away from the result`);
    });
  }

  test('keeps a color that the model gave to the whole image', async () => {
    const { strokes, mask, source } = regionCase(3);
    const gray = draw(source.width, source.height, (x, y) => {
      const at = (y * source.width + x) * 4;
      const light = (source.data[at]! + source.data[at + 1]! + source.data[at + 2]!) / 3;
      return [light, light, light];
    });
    const output = await compositeFiles(encodePngFile(source), encodePngFile(gray), strokes);
    assert.equal(output.alignment.match, 'same');
    assert.ok(output.changedOutside! > 0.25);
    const { data } = await decodeImage(output.file);
    const middle = mask.data.indexOf(255, mask.data.length / 2) * 4;
    assert.ok(Math.abs(data[middle]! - data[middle + 1]!) <= 1);
  });

  test('is corrected for a drift of colors, which does not count as a change outside', async () => {
    const { strokes, source } = regionCase(3);
    const bluer = draw(source.width, source.height, (x, y) => {
      const at = (y * source.width + x) * 4;
      return [source.data[at]!, source.data[at + 1]!, Math.min(255, source.data[at + 2]! + 36)];
    });
    const output = await compositeFiles(encodePngFile(source), encodePngFile(bluer), strokes);
    assert.deepEqual(output.alignment.color, [0, 0, -36]);
    assert.ok(output.changedOutside! < 0.1, `${output.changedOutside!}`);
  });
});

describe('outside the region, the source', () => {
  const red = png(64, 48, [255, 0, 0]);

  /** Samples far from the mark are the source's; at least 300 pixels near it are not. */
  function assertUnchangedOutside(composited: ArrayLike<number>, source: ArrayLike<number>): void {
    assert.equal(composited.length, source.length);
    let changed = 0;
    for (let y = 0; y < 48; y++) {
      for (let x = 0; x < 64; x++) {
        const at = (y * 64 + x) * 4;
        const isFar = x < 16 || x >= 48 || y < 11 || y >= 37;
        for (let i = at; isFar && i < at + 4; i++) {
          assert.equal(composited[i], source[i], `${x}, ${y}`);
        }
        if (composited[at + 1] !== source[at + 1]) changed++;
      }
    }
    assert.ok(changed > 300, `only ${changed} pixels changed`);
  }

  test('keeps alpha and hidden colors', async () => {
    const data = pixels(64, 48, (x, y) => [x * 4, y * 5, 77, (x * y) % 256]);
    const { file } = await compositeFiles(
      encode({ width: 64, height: 48, channels: 4, data }),
      red,
    );
    assertUnchangedOutside((await decodeImage(file)).data, data);
  });

  test('keeps 16 bits per sample', async () => {
    const data = new Uint16Array(64 * 48 * 4).map((_, i) =>
      i % 4 === 3 ? 65535 : (i * 7919) % 65536,
    );
    const source = encode({ width: 64, height: 48, channels: 4, depth: 16, data });
    const composited = await decodeImage((await compositeFiles(source, red)).file);
    assert.ok(composited.data instanceof Uint16Array);
    assertUnchangedOutside(composited.data, data);
  });

  test('keeps gray of 2 bits and the gray that tRNS hides', async () => {
    const data = new Uint8Array(16 * 48).fill(0b00011011);
    const opaque = encode({ width: 64, height: 48, channels: 1, depth: 2, data });
    const hidesGray1 = pngChunk('tRNS', Buffer.from([0, 1]));
    const source = Buffer.concat([opaque.subarray(0, 33), hidesGray1, opaque.subarray(33)]);
    const { file } = await compositeFiles(source, red);
    const expected = pixels(64, 48, (x) => {
      const gray = (x % 4) * 85;
      return [gray, gray, gray, x % 4 === 1 ? 0 : 255];
    });
    assertUnchangedOutside((await decodeImage(file)).data, expected);
  });

  test('keeps the pixels that a JPEG decodes to', async () => {
    const world = scene(7);
    const source = jpeg(64, 48, (x, y) => [...world(x / 64, y / 48)] as [number, number, number]);
    const { file } = await compositeFiles(source, red);
    assertUnchangedOutside((await decodeImage(file)).data, (await decodeImage(source)).data);
  });

  test('keeps its color profile and resolution, but no texts', async () => {
    const world = scene(3);
    const plain = encodePngFile(draw(64, 48, (x, y) => world(x / 64, y / 48)));
    const profile = Buffer.concat([Buffer.from('p\0\0', 'latin1'), deflateSync(Buffer.alloc(99))]);
    const copied = [
      pngChunk('gAMA', Buffer.from('0000b18f', 'hex')),
      pngChunk('iCCP', profile),
      pngChunk('pHYs', Buffer.from('00000b1300000b1301', 'hex')),
    ];
    const text = pngChunk('tEXt', Buffer.from('Comment\0of the source', 'latin1'));
    const source = Buffer.concat([plain.subarray(0, 33), ...copied, text, plain.subarray(33)]);
    const { file } = await compositeFiles(source, red);
    for (const chunk of copied)
      assert.ok(Buffer.from(file).includes(chunk), chunk.toString('latin1', 4, 8));
    assert.ok(!Buffer.from(file).includes('Comment'));
    assert.equal(inspectImage(file)?.isWhole, true);
    assertUnchangedOutside((await decodeImage(file)).data, (await decodeImage(source)).data);
  });
});
