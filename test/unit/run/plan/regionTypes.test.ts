/** Regions of pictures that people have, over a socket and with a real worker, as a run makes them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeImage } from '../../../../src/image/decode/decodeImage.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { readAppearance } from '../../../../src/image/metadata/appearance.ts';
import { encodePngFile } from '../../../../src/image/png/encodePng.ts';
import { toEightBits } from '../../../../src/image/pixels/pixels.ts';
import { photo, type PhotoName } from '../../../support/image/photos.ts';
import { openRegionEdits } from '../../../support/regionEdit.ts';

const { editRegion } = await openRegionEdits();

describe('report-C5 a region of', () => {
  for (const name of ['p3.jpg', 'exif6.jpg', 'a.bmp'] as const satisfies readonly PhotoName[]) {
    test(`report-C5 a region of ${name} changes, and no pixel outside it`, async () => {
      const source = photo(name);
      const before = toEightBits(await decodeImage(source));
      const { width, height } = before;
      const [x, y, side] = [Math.round(width / 3), Math.round(height / 3), 16];
      const stroke = { kind: 'rectangle', x, y, width: side, height: side } as const;
      const isInside = (at: number) => {
        const [column, row] = [(at >> 2) % width, Math.floor((at >> 2) / width)];
        return column >= x && column < x + side && row >= y && row < y + side;
      };
      const painted = before.data.map((value, at) =>
        isInside(at) ? [0, 0, 255, 255][at % 4]! : value,
      );
      const result = encodePngFile({ width, height, data: painted });
      const { files, report } = await editRegion(source, result, { strokes: [stroke] });
      const [file] = files;
      assert.ok(file, JSON.stringify(report));
      const after = toEightBits(await decodeImage(file));
      assert.deepEqual([after.width, after.height], [width, height]);
      for (let at = 0; at < after.data.length; at++) {
        if (!isInside(at)) assert.equal(after.data[at], before.data[at]);
      }
      const center = ((y + side / 2) * width + x + side / 2) * 4;
      assert.deepEqual([...after.data.subarray(center, center + 4)], [0, 0, 255, 255]);
      const profile = (bytes: Uint8Array) =>
        Buffer.from(readAppearance(bytes, inspectImage(bytes)!.type).profile ?? []);
      assert.deepEqual(profile(file), profile(source));
    });
  }
});
