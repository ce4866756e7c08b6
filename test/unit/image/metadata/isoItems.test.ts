import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CheckError } from '../../../../src/errors.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { sourceFacts } from '../../../../src/image/formats/sourceFacts.ts';
import { withoutPrivateData } from '../../../../src/image/metadata/privateData.ts';
import { heicWith } from '../../../support/image/heic.ts';
import { HEIC } from '../../../support/image/images.ts';

const SECRET = Buffer.from('Canikon X-1 at 48.1417 N', 'latin1');

describe('report-C11 a HEIC', () => {
  test('report-C11 is sent with blank Exif, and not a byte longer', () => {
    const exifData = Buffer.concat([Buffer.alloc(4), Buffer.from('MM\0*\0\0\0\x08\0\0'), SECRET]);
    const file = heicWith(exifData);
    assert.equal(inspectImage(file)?.type, 'heic');
    assert.ok(sourceFacts(file)?.hasPrivateData);
    const clean = Buffer.from(withoutPrivateData(file, 'heic'));
    assert.equal(clean.length, file.length);
    assert.ok(!clean.includes(SECRET));
    assert.ok(!sourceFacts(clean)?.hasPrivateData);
    assert.deepEqual(inspectImage(clean), inspectImage(file));
    assert.ok(clean.includes(Buffer.alloc(16, 7)), 'the picture is untouched');
  });

  const exifData = Buffer.concat([Buffer.alloc(8), SECRET]);
  const unknown: Readonly<Record<string, Buffer>> = {
    'whose Exif is made of other items': heicWith(exifData, { method: 2 }),
    'whose Exif goes to the end of the file': heicWith(exifData, { length: 0 }),
    'whose Exif ends after the file': heicWith(exifData, { length: 100_000 }),
    'with items of an old version': heicWith(exifData, { version: 1 }),
    'with more items than a phone writes': heicWith(exifData, { extra: 0xff00 }),
    'without a list of items': ((file) => (file.write('xinf', file.indexOf('iinf')), file))(
      heicWith(exifData),
    ),
  };
  for (const [name, file] of Object.entries(unknown)) {
    test(`report-C11 ${name} isn't sent as if it had no location`, () => {
      assert.equal(inspectImage(file)?.type, 'heic');
      assert.ok(file.includes(SECRET));
      assert.ok(sourceFacts(file)?.hasPrivateData);
      assert.throws(() => withoutPrivateData(file, 'heic'), isRefusal);
    });
  }

  test('report-C11 is sent without the video and the history that follow the picture', () => {
    const file = heicWith(Buffer.alloc(40));
    for (const type of ['mpvd', 'uuid']) {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(8 + SECRET.length, 0);
      head.write(type, 4);
      const clean = withoutPrivateData(Buffer.concat([file, head, SECRET]), 'heic');
      assert.ok(!Buffer.from(clean).includes(SECRET));
    }
  });

  test('report-C11 without Exif stays as it is', () => {
    assert.equal(sourceFacts(HEIC)?.hasPrivateData, false);
  });

  test('report-C11 that is cut off is never sent with its Exif', () => {
    const file = heicWith(exifData);
    for (let length = 0; length < file.length; length += 7) {
      const start = file.subarray(0, length);
      try {
        assert.ok(!Buffer.from(withoutPrivateData(start, 'heic')).includes('Canikon'));
      } catch (error) {
        assert.ok(isRefusal(error), String(error));
      }
    }
  });
});

function isRefusal(error: unknown): boolean {
  return (
    error instanceof CheckError &&
    error.problem.kind === 'no-pixels' &&
    error.problem.why === 'private'
  );
}
