import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeAsset } from '../../../../src/assets/encode.ts';
import type { WrittenType } from '../../../../src/assets/formats.ts';
import { decodeEightBits } from '../../../../src/image/decode/decodeImage.ts';
import { readSourceFacts } from '../../../../src/image/formats/sourceFacts.ts';
import { labelFile } from '../../../../src/image/provenance/labelFile.ts';
import { readProvenance } from '../../../../src/image/provenance/readProvenance.ts';
import { VERSION } from '../../../../src/version.ts';
import { jpegWith } from '../../../support/image/credentials.ts';
import { exiftool } from '../../../support/image/exiftool.ts';
import { exif, jpeg, pixels, png, WEBP, type Color } from '../../../support/image/images.ts';

const LABEL = 'compositeWithTrainedAlgorithmicMedia';
/** Transparent in one corner, so that the flags of a header matter. */
const paint = (x: number, y: number): Color => [x * 9, y * 9, 120, x + y < 9 ? 0 : 255];
const size = { width: 24, height: 18 };

const encoded = (type: WrittenType, profile?: Uint8Array) =>
  encodeAsset({ ...size, data: pixels(24, 18, paint) }, type, 80, profile ? { profile } : {});

const FILES: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'a PNG': () => encoded('png'),
  'a JPEG': () => encoded('jpeg'),
  'a JPEG with Exif': async () => jpegWith(jpeg(), exif(6)),
  'a lossy WebP with transparency': () => encoded('webp'),
  'a lossless WebP': async () => WEBP,
  'a lossy WebP': async () => await encodeAsset({ ...size, data: pixels(24, 18) }, 'webp', 80, {}),
};

describe('a labeled file', () => {
  for (const [name, make] of Object.entries(FILES)) {
    test(`says in ${name} how it was made`, async () => {
      const labeled = labelFile(await make(), LABEL);
      assert.deepEqual(readProvenance(labeled), { hasCredentials: false, sourceType: LABEL });
    });

    test(`has the pixels and the facts of ${name}`, async () => {
      const file = await make();
      const labeled = labelFile(file, LABEL);
      assert.deepEqual(await decodeEightBits(labeled), await decodeEightBits(file));
      const [before, after] = [await readSourceFacts(file), await readSourceFacts(labeled)];
      assert.deepEqual(
        [after?.type, after?.width, after?.height, after?.isWhole, after?.orientation],
        [before?.type, before?.width, before?.height, true, before?.orientation],
      );
    });
  }

  for (const name of ['a PNG', 'a JPEG', 'a lossy WebP with transparency', 'a lossless WebP']) {
    test(`passes ExifTool as ${name}`, async () => {
      const labeled = labelFile((await FILES[name]?.()) ?? png(), LABEL);
      const tags = await exiftool(`a.${(await readSourceFacts(labeled))?.type}`, labeled);
      assert.match(String(tags['XMP-iptcExt:DigitalSourceType']), new RegExp(`/${LABEL}$`));
      assert.equal(tags['XMP-xmp:CreatorTool'], `Easel ${VERSION}`);
      // Errors, warnings, and minor warnings.
      assert.equal(tags['ExifTool:Validate'], '0 0 0');
    });
  }

  test('differs from the file in what was added, and nothing else', () => {
    for (const file of [png(), jpeg()]) {
      const labeled = labelFile(file, LABEL);
      const added = labeled.length - file.length;
      const at = labeled.findIndex((byte, index) => byte !== file[index]);
      // The first different byte is in the added part, which may begin like what follows it.
      const matches = Array.from({ length: 16 }, (_, back) => at - back).some((start) =>
        Buffer.concat([labeled.subarray(0, start), labeled.subarray(start + added)]).equals(file),
      );
      assert.ok(matches);
    }
  });
});
