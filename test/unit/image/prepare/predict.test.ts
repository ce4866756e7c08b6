import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { describe, test } from 'node:test';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { sourceFacts } from '../../../../src/image/formats/sourceFacts.ts';
import { prepare } from '../../../../src/image/jobs/pixel/prepare.ts';
import { choosePreparation } from '../../../../src/image/prepare/preparation.ts';
import { describeSending } from '../../../../src/messages/sent.ts';
import { bmp, tiff } from '../../../support/image/bitmaps.ts';
import { GIF } from '../../../support/image/images.ts';
import { photo } from '../../../support/image/photos.ts';
import { translate } from '../../../support/localization.ts';

/** Returns a BMP whose pixels don't compress. */
function noise(width: number, height: number): Uint8Array {
  const file = bmp(width, height);
  randomFillSync(file, 54);
  return file;
}

const sendable = { types: ['image/png', 'image/jpeg'], isPrivate: true } as const;
const large = noise(1300, 1100);

describe('what is said of a file before it is sent', () => {
  for (const [name, file, said, type] of [
    ['a GIF', GIF, 'Sent as PNG, 8 px', 'png'],
    ['a TIFF', tiff(7, 4), 'Sent as PNG, 7 px', 'png'],
    ['a turned photo', photo('exif6.jpg'), 'Sent as JPEG, 96 px', 'jpeg'],
    ['a small BMP of noise', noise(300, 200), 'Sent as PNG, 300 px', 'png'],
    ['a BMP of noise', large, 'Sent as PNG or JPEG, 1300 px', 'jpeg'],
    ['a BMP of one color', bmp(1300, 1100), 'Sent as PNG or JPEG, 1300 px', 'png'],
  ] as const) {
    test(`report-C1 ${name} becomes what Easel says`, async () => {
      const facts = sourceFacts(file)!;
      assert.deepEqual(describeSending([facts], sendable, translate), [said]);
      const preparation = choosePreparation(facts, sendable);
      const made = await prepare({ file, preparation, isPrivate: true });
      assert.equal(inspectImage(made.file)?.type, type);
    });
  }
});
