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

/** Returns a TIFF whose second page is the first one again. */
function twoPages(): Buffer {
  const file = tiff(7, 4);
  const directory = Buffer.from(file.subarray(8, 122));
  file.writeUInt32LE(file.length, 118);
  return Buffer.concat([file, directory]);
}

const sendable = { types: ['image/png', 'image/jpeg'], isPrivate: true } as const;
const large = noise(1300, 1100);

describe('what is said of a file before it is sent', () => {
  for (const [name, file, said, type] of [
    ['a GIF', GIF, 'Sent as PNG, 8×8 px', 'png'],
    ['an animation', photo('anim.gif'), 'Sent as PNG, 96×64 px, first of 2 frames', 'png'],
    [
      'a turned photo with its place',
      photo('gps.jpg'),
      'Sent as JPEG, 64×96 px, without location and camera data',
      'jpeg',
    ],
    ['a TIFF', tiff(7, 4), 'Sent as PNG, 7×4 px', 'png'],
    ['a turned photo', photo('exif6.jpg'), 'Sent as JPEG, 64×96 px', 'jpeg'],
    ['a small BMP of noise', noise(300, 200), 'Sent as PNG, 300×200 px', 'png'],
    ['a BMP of noise', large, 'Sent as PNG or JPEG, 1300×1100 px', 'jpeg'],
    ['a BMP of one color', bmp(1300, 1100), 'Sent as PNG or JPEG, 1300×1100 px', 'png'],
  ] as const) {
    test(`report-C1 ${name} becomes what Easel says`, async () => {
      const facts = sourceFacts(file)!;
      assert.deepEqual(describeSending([facts], sendable, translate), [said]);
      const preparation = choosePreparation(facts, sendable);
      const made = await prepare({ file, preparation, isPrivate: true });
      const { type: madeType, width, height } = inspectImage(made.file)!;
      assert.equal(madeType, type);
      assert.ok(said.includes(`, ${width}×${height} px`));
      assert.equal(said.includes(`first of ${made.frames} frames`), made.frames > 1);
      assert.equal(sourceFacts(made.file)?.hasPrivateData, false);
    });
  }

  test('a smaller copy has the size that Easel says', async () => {
    const facts = sourceFacts(photo('exif6.jpg'))!;
    const small = { ...sendable, maxSide: 50 };
    assert.deepEqual(describeSending([facts], small, translate), ['Sent as JPEG, 33×50 px']);
    const preparation = choosePreparation(facts, small);
    const made = await prepare({ file: photo('exif6.jpg'), preparation, isPrivate: true });
    const { width, height } = inspectImage(made.file)!;
    assert.deepEqual([width, height], [33, 50]);
  });

  test('pages of a TIFF and frames of a WebP are counted before their pixels are read', async () => {
    for (const [file, frames] of [
      [twoPages(), 2],
      [photo('moving.webp'), 2],
      [tiff(7, 4), 1],
      [photo('alpha.webp'), 1],
    ] as const) {
      const facts = sourceFacts(file)!;
      assert.equal(facts.frames ?? 1, frames);
      const preparation = { kind: 'encode', side: 4096 } as const;
      assert.equal((await prepare({ file, preparation, isPrivate: true })).frames, frames);
    }
  });

  test('place and camera are said to stay here only if the file may have them and the user wants that', () => {
    const facts = sourceFacts(photo('gps.jpg'))!;
    const sent = (isPrivate: boolean) =>
      describeSending([facts], { ...sendable, isPrivate }, translate);
    assert.deepEqual(sent(true), ['Sent as JPEG, 64×96 px, without location and camera data']);
    assert.deepEqual(sent(false), ['Sent as JPEG, 64×96 px']);
  });

  test('files of one type share a line, which keeps what is lost', () => {
    const say = (...files: readonly Uint8Array[]) =>
      describeSending(
        files.map((file) => sourceFacts(file)!),
        sendable,
        translate,
      );
    assert.deepEqual(say(tiff(7, 4), tiff(9, 4)), ['Sent as PNG']);
    assert.deepEqual(say(tiff(7, 4), photo('anim.gif')), ['Sent as PNG, first frame only']);
    assert.deepEqual(say(photo('exif6.jpg'), photo('gps.jpg')), [
      'Sent as JPEG, without location and camera data',
    ]);
  });
});
