import assert from 'node:assert/strict';
import { encode } from 'fast-png';
import { describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { CheckError, type CheckProblem } from '../../../../src/errors.ts';
import { align } from '../../../../src/image/align/align.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import type { Mask, Pixels } from '../../../../src/image/pixels/pixels.ts';
import { decodePixels, encodePngFile } from '../../../../src/image/pixels/codec.ts';
import { createMask } from '../../../../src/image/region/mask.ts';
import { regionInstruction } from '../../../../src/image/region/regionReference.ts';
import { Strokes, type Stroke } from '../../../../src/image/region/strokes.ts';
import { doJob } from '../../../../src/image/jobs/runPixelJob.ts';
import { jpeg, pixels, png, pngChunk, pngOfSize, WEBP } from '../../../support/image/images.ts';
import { judged, regionCase } from '../../../support/image/regionCases.ts';
import { draw, scene } from '../../../support/image/scene.ts';

describe('a region', () => {
  const FEATHER = 4;

  for (let seed = 1; seed <= 20; seed++) {
    test(`goes back to its place and changes nothing else: mask ${seed}`, () => {
      const { strokes, mask, source, result, wanted } = regionCase(seed);
      const { width, height } = source;
      const done = doJob({
        kind: 'composite',
        source: encodePngFile(source),
        result: encodePngFile(result),
        strokes,
        feather: FEATHER,
      });
      assert.ok(done.kind === 'composite');
      assert.deepEqual(inspectImage(done.file), {
        type: 'png', mimeType: 'image/png', extension: 'png', width, height, isWhole: true,
      }); // prettier-ignore
      assert.equal(done.alignment.isSure, true);
      const made = decodePixels(done.file) as Pixels;
      const { outside, off } = judged(made, source, wanted, mask, FEATHER);
      assert.equal(outside, 0);
      assert.ok(off < 9, `the region is ${off} away from what the result has there`);
    });
  }
});

test('a color that all of the picture was given stays in the region, and is no drift', () => {
  const { strokes, mask, source } = regionCase(3);
  const gray = draw(source.width, source.height, (x, y) => {
    const at = (y * source.width + x) * 4;
    const light = (source.data[at]! + source.data[at + 1]! + source.data[at + 2]!) / 3;
    return [light, light, light];
  });
  const done = put(encodePngFile(source), encodePngFile(gray), strokes);
  assert.ok(done.alignment.isSure && done.changedOutside! > 0.25);
  const { data } = decodePixels(done.file);
  const middle = mask.data.indexOf(255, mask.data.length / 2) * 4;
  assert.ok(Math.abs(data[middle]! - data[middle + 1]!) <= 1);
});

test('a drift of colors is brought back in the region, and is no change outside of it', () => {
  const { strokes, source } = regionCase(3);
  const bluer = draw(source.width, source.height, (x, y) => {
    const at = (y * source.width + x) * 4;
    return [source.data[at]!, source.data[at + 1]!, Math.min(255, source.data[at + 2]! + 36)];
  });
  const done = put(encodePngFile(source), encodePngFile(bluer), strokes);
  assert.deepEqual(done.alignment.color, [0, 0, -36]);
  assert.ok(done.changedOutside! < 0.1, `${done.changedOutside!}`);
});

const MIDDLE: Stroke = { kind: 'rectangle', x: 20, y: 15, width: 24, height: 18 };

function put(
  source: Uint8Array,
  result: Uint8Array,
  strokes: readonly Stroke[] = [MIDDLE],
  feather = 4,
) {
  const done = doJob({ kind: 'composite', source, result, strokes, feather });
  assert.ok(done.kind === 'composite');
  return done;
}

function refuses(work: () => unknown, problem: CheckProblem): void {
  assert.throws(work, (error) => {
    assert.ok(error instanceof CheckError);
    assert.deepEqual(error.problem, problem);
    return true;
  });
}

describe('a source outside of the region', () => {
  const red = png(64, 48, [255, 0, 0]);
  const untouched = (made: ArrayLike<number>, source: ArrayLike<number>): void => {
    assert.equal(made.length, source.length);
    let changed = 0;
    for (let y = 0; y < 48; y++) {
      for (let x = 0; x < 64; x++) {
        const isFar = x < 16 || x >= 48 || y < 11 || y >= 37;
        for (let i = (y * 64 + x) * 4; isFar && i < (y * 64 + x) * 4 + 4; i++) {
          assert.equal(made[i], source[i], `${x}, ${y}`);
        }
        if (made[(y * 64 + x) * 4 + 1] !== source[(y * 64 + x) * 4 + 1]) changed++;
      }
    }
    assert.ok(changed > 300, `only ${changed} pixels are new`);
  };

  test('keeps the alpha and hidden colors of 8 bits', () => {
    const data = pixels(64, 48, (x, y) => [x * 4, y * 5, 77, (x * y) % 256]);
    const made = decodePixels(put(encode({ width: 64, height: 48, channels: 4, data }), red).file);
    untouched(made.data, data);
  });

  test('keeps all 16 bits', () => {
    const data = new Uint16Array(64 * 48 * 4).map((_, i) =>
      i % 4 === 3 ? 65535 : (i * 7919) % 65536,
    );
    const made = decodePixels(
      put(encode({ width: 64, height: 48, channels: 4, depth: 16, data }), red).file,
    );
    assert.ok(made.data instanceof Uint16Array);
    untouched(made.data, data);
  });

  test('keeps gray of 2 bits and what tRNS hides', () => {
    const data = new Uint8Array(16 * 48).fill(0b00011011);
    const source = encode({ width: 64, height: 48, channels: 1, depth: 2, data });
    const made = decodePixels(put(source, red).file);
    untouched(
      made.data,
      pixels(64, 48, (x) => [(x % 4) * 85, (x % 4) * 85, (x % 4) * 85]),
    );
  });

  test('keeps the pixels that a JPEG decodes to', () => {
    const world = scene(7);
    const source = jpeg(64, 48, (x, y) => [...world(x / 64, y / 48)] as [number, number, number]);
    const made = decodePixels(put(source, red).file);
    untouched(made.data, decodePixels(source).data);
  });

  test('keeps its color profile and resolution', () => {
    const world = scene(3);
    const plain = encodePngFile(draw(64, 48, (x, y) => world(x / 64, y / 48)));
    const profile = Buffer.concat([Buffer.from('p\0\0', 'latin1'), deflateSync(Buffer.alloc(99))]);
    const kept = [
      pngChunk('gAMA', Buffer.from('0000b18f', 'hex')),
      pngChunk('iCCP', profile),
      pngChunk('pHYs', Buffer.from('00000b1300000b1301', 'hex')),
    ];
    const told = pngChunk('tEXt', Buffer.from('Comment\0of the source', 'latin1'));
    const source = Buffer.concat([plain.subarray(0, 33), ...kept, told, plain.subarray(33)]);
    const { file } = put(source, red);
    for (const one of kept)
      assert.ok(Buffer.from(file).includes(one), one.toString('latin1', 4, 8));
    assert.ok(!Buffer.from(file).includes('Comment'));
    assert.equal(inspectImage(file)?.isWhole, true);
    untouched(decodePixels(file).data, decodePixels(source).data);
  });
});

describe('alignment', () => {
  const world = scene(11);
  const source = draw(120, 90, (x, y) => world(x / 120, y / 90));
  const none: Mask = { width: 120, height: 90, data: new Uint8Array(120 * 90) };

  test('finds shift, zoom and color of a picture', () => {
    // The result's pixel at x shows what the source has at (x + 8) / 2.2, and is darker.
    const result = draw(264, 198, (x, y) => {
      const [r, g, b] = world((x + 8) / 2.2 / 120, (y - 6) / 2.2 / 90);
      return [r - 10, g - 5, b];
    });
    const found = align(source, result, none);
    assert.equal(found.isSure, true);
    const place = (x: number, y: number) => [
      x * found.scaleX + found.offsetX,
      y * found.scaleY + found.offsetY,
    ];
    for (const [x, y] of [
      [10, 10],
      [110, 80],
      [60, 45],
    ] as const) {
      const [px = 0, py = 0] = place(x, y);
      // Within half a px of the source.
      assert.ok(
        Math.hypot(px - (x * 2.2 - 8), py - (y * 2.2 + 6)) < 1.1,
        `${x}, ${y}: ${px}, ${py}`,
      );
    }
    const [red, green, blue] = found.color;
    assert.ok(
      Math.abs(red - 10) <= 2 && Math.abs(green - 5) <= 2 && Math.abs(blue) <= 2,
      found.color.join(),
    );
  });

  test('finds a picture that was cut to another ratio', () => {
    // A square of 90 from the middle of 120 x 90.
    const result = draw(180, 180, (x, y) => world((x / 2 + 15) / 120, y / 2 / 90));
    const found = align(source, result, none);
    assert.equal(found.isSure, true);
    assert.ok(Math.abs(found.scaleX - 2) < 0.03 && Math.abs(found.scaleY - 2) < 0.03);
    assert.ok(Math.abs(found.offsetX + 30) < 2);
  });

  test('only scales another picture, and one of a single color', () => {
    const plain = {
      scaleX: 2,
      scaleY: 2,
      offsetX: 0,
      offsetY: 0,
      isSure: false,
      isUnlike: true,
      color: [0, 0, 0],
    };
    const other = scene(99);
    assert.deepEqual(
      align(
        source,
        draw(240, 180, (x, y) => other(x / 240, y / 180)),
        none,
      ),
      plain,
    );
    assert.deepEqual(
      align(
        source,
        draw(240, 180, () => [5, 6, 7]),
        none,
      ),
      plain,
    );
  });

  test('leaves what the user asked for: a night is no drift of colors', () => {
    const night = draw(120, 90, (x, y) => {
      const [r, g, b] = world(x / 120, y / 90);
      return [r * 0.3, g * 0.3, b * 0.4];
    });
    const { isSure, color } = align(source, night, none);
    assert.deepEqual({ isSure, color }, { isSure: true, color: [0, 0, 0] });
  });
});

describe('marks', () => {
  const count = (strokes: readonly Stroke[]) =>
    createMask(strokes, 20, 10).data.filter((value) => value === 255).length;

  test('a rectangle covers its pixels, within the picture', () => {
    assert.equal(count([{ kind: 'rectangle', x: 2, y: 3, width: 4, height: 5 }]), 20);
    assert.equal(count([{ kind: 'rectangle', x: -5, y: -5, width: 1000, height: 1000 }]), 200);
    assert.equal(count([{ kind: 'rectangle', x: 30, y: 3, width: 4, height: 5 }]), 0);
  });

  test('a brush leaves a line as wide as it is, and a dot', () => {
    assert.equal(count([{ kind: 'brush', radius: 1, points: [[5, 5], [15, 5]] }]), 24); // prettier-ignore
    assert.equal(count([{ kind: 'brush', radius: 1, points: [[5, 5]] }]), 4);
  });

  test('what is erased is not marked', () => {
    const all: Stroke = { kind: 'rectangle', x: 0, y: 0, width: 20, height: 10 };
    assert.equal(count([all, { ...all, width: 5, erase: true }]), 150);
  });

  test('a mark that is none is refused before sending', () => {
    for (const strokes of [[], [{ ...MIDDLE, x: 5000 }]]) {
      refuses(() => doJob({ kind: 'reference', source: png(64, 48), strokes }), {
        kind: 'no-mark',
      });
    }
  });

  test('only marks are parsed as such', () => {
    assert.deepEqual(Strokes.parse([MIDDLE]), [MIDDLE]);
    for (const bad of [
      { ...MIDDLE, x: Infinity },
      { ...MIDDLE, width: -1 },
      { kind: 'brush', radius: 1, points: [] },
    ]) {
      assert.equal(Strokes.safeParse([bad]).success, false);
    }
  });
});

describe('the picture that shows a region', () => {
  const show = (source: Uint8Array) => {
    const done = doJob({ kind: 'reference', source, strokes: [MIDDLE] });
    assert.ok(done.kind === 'reference');
    return done;
  };

  test('is the source with the region tinted and outlined, the same every time', () => {
    const source = png(64, 48, [90, 90, 90]);
    const { file, color, box } = show(source);
    assert.deepEqual([color, box], ['magenta', { x: 20, y: 15, width: 24, height: 18 }]);
    assert.deepEqual(show(source).file, file);
    const { data } = decodePixels(file);
    const at = (x: number, y: number) => [...data.subarray((y * 64 + x) * 4, (y * 64 + x) * 4 + 3)];
    assert.deepEqual(at(5, 5), [90, 90, 90]);
    assert.deepEqual(at(20, 15), [255, 0, 255]);
    assert.deepEqual(at(32, 24), [164, 50, 164]);
  });

  test('is in another color where the first would not be seen, and the prompt names it', () => {
    const { color } = show(png(64, 48, [250, 10, 240]));
    assert.equal(color, 'green');
    assert.match(regionInstruction(color), /outlined in green/);
  });

  test('is at most 1024 px long', () => {
    const { width, height } = decodePixels(show(pngOfSize(3000, 1500)).file);
    assert.deepEqual([width, height], [1024, 512]);
  });

  test('what could not be put back is refused before sending', () => {
    const no = (source: Uint8Array, why: 'type' | 'too-many' | 'broken', what: string) => {
      refuses(() => doJob({ kind: 'reference', source, strokes: [MIDDLE] }), {
        kind: 'no-pixels',
        why,
        what,
      });
    };
    no(WEBP, 'type', 'image/webp');
    no(Buffer.from('<svg/>'), 'type', '');
    no(pngOfSize(16_384, 4097), 'too-many', '16384 × 4097');
    no(png(64, 48).subarray(0, 80), 'broken', '64 × 48');
  });
});
