import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, test } from 'node:test';
import { CheckError } from '../../../../src/errors.ts';
import { findDisguise, inspectSource } from '../../../../src/image/formats/disguise.ts';
import { describeError } from '../../../../src/messages/messages.ts';
import { bmp } from '../../../support/image/bitmaps.ts';
import { AVIF, GIF, jpeg, png, WEBP } from '../../../support/image/images.ts';
import { translate } from '../../../support/localization.ts';

const LFS = `version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 12345
`;
const ANNEX = '/annex/objects/SHA256E-s12345--4d7a214614ab2935.png\n';
const HTML = '<!DOCTYPE html><html><head><title>404</title></head></html>';

/** The text of an AppleDouble file starts after a header of 26 bytes. */
function appleDouble(): Buffer {
  const file = Buffer.alloc(4096);
  file.writeUInt32BE(0x00051607, 0);
  file.writeUInt32BE(0x00020000, 4);
  file.write('Mac OS X        ', 8);
  return file;
}

async function problemOf(name: string, bytes: Uint8Array): Promise<CheckError> {
  try {
    await inspectSource(name, bytes);
  } catch (error) {
    assert.ok(error instanceof CheckError, String(error));
    return error;
  }
  assert.fail('the file was accepted');
}

const text = (error: CheckError) => describeError(error, translate).text;

describe('a file with the name of an image', () => {
  for (const [name, file, bytes, says] of [
    [
      'a Git LFS pointer',
      'photo.png',
      Buffer.from(LFS),
      'photo.png is a Git LFS pointer, not the image. Run “git lfs pull”. Nothing was sent.',
    ],
    [
      'a Git LFS pointer with the breaks of Windows',
      'p.png',
      Buffer.from(LFS.replaceAll('\n', '\r\n')),
      'p.png is a Git LFS pointer, not the image. Run “git lfs pull”. Nothing was sent.',
    ],
    [
      'a git-annex pointer',
      'p.jpg',
      Buffer.from(ANNEX),
      'p.jpg is a git-annex pointer, not the image. Run “git annex get”. Nothing was sent.',
    ],
    [
      'a link of git-annex that a copy turned into a file',
      'p.jpg',
      Buffer.from(`../.git${ANNEX}`),
      'p.jpg is a git-annex pointer, not the image. Run “git annex get”. Nothing was sent.',
    ],
    ['nothing', 'p.webp', Buffer.alloc(0), 'p.webp is an empty file. Nothing was sent.'],
    [
      'zeros',
      'p.png',
      Buffer.alloc(9000),
      'p.png contains only zeros, so its image is lost or not downloaded yet. Nothing was sent.',
    ],
    [
      'a web page',
      'p.png',
      Buffer.from(HTML),
      'p.png is a web page, not an image. Download the image itself. Nothing was sent.',
    ],
    [
      'a web page with a byte order mark',
      'p.png',
      Buffer.from(`\ufeff\n<html lang=en>`),
      'p.png is a web page, not an image. Download the image itself. Nothing was sent.',
    ],
    [
      'the notes of macOS',
      '._cat.png',
      appleDouble(),
      '._cat.png contains only macOS metadata for another file. Use cat.png instead. Nothing was sent.',
    ],
    [
      'an SVG drawing',
      'p.png',
      Buffer.from('<?xml version="1.0"?>\n<!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>'),
      "p.png is an SVG drawing, which image models don't accept. Open it in the Easel panel, which draws it as an image, or export it as PNG. Nothing was sent.",
    ],
    [
      'a PDF document',
      'p.png',
      Buffer.from('%PDF-1.7\n%\xe2\xe3'),
      'p.png is a PDF document, not an image. Export its page as PNG. Nothing was sent.',
    ],
    [
      'an error in JSON',
      'p.png',
      Buffer.from('{"error":"no"}'),
      "p.png isn't an image, despite its file extension. Nothing was sent.",
    ],
    [
      'some bytes',
      'p.png',
      Buffer.from([1, 2, 3, 0xff, 0, 4]),
      "p.png isn't an image, despite its file extension. Nothing was sent.",
    ],
  ] as const) {
    // prettier-ignore
    test(`report-C9 is named as what it is: ${name}`, async () => {
      const error = await problemOf(file, bytes);
      assert.equal(error.charge, 'no');
      assert.equal(text(error), says);
    });
  }

  for (const [type, whole] of [
    ['png', png(40, 40)],
    ['jpeg', jpeg(64, 64)],
    ['webp', WEBP],
    ['bmp', bmp(40, 40)],
    ['avif', AVIF],
  ] as const) {
    test(`report-C9 is refused when its end is missing: ${type}`, async () => {
      assert.equal((await inspectSource('p', whole)).type, type);
      for (const share of [0.5, 0.9]) {
        const error = await problemOf('p', whole.subarray(0, Math.floor(whole.byteLength * share)));
        assert.deepEqual(error.problem, {
          kind: 'incomplete-image',
          file: 'p',
          type: `image/${type}`,
        });
        assert.match(text(error), /^p is incomplete: the end of the image is missing\./);
      }
    });
  }

  test('report-C9 passes without the last byte of a GIF, which many tools leave out', async () => {
    assert.equal((await inspectSource('p.gif', GIF.subarray(0, -1))).type, 'gif');
  });

  test('a long text is searched only at its start, in time that grows with its length', () => {
    const long = Buffer.from('<!--'.repeat(2_000_000));
    const started = performance.now();
    assert.equal(findDisguise(long), undefined);
    assert.ok(performance.now() - started < 1000);
  });
});
