import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DownloadHosted } from '../../../../src/reply/types.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { assertImages, feedBody } from '../../../support/gateway/feed.ts';
import { inline, turn } from '../../../support/gateway/replyJson.ts';
import { BLUE, jpeg, png, pngChunk, WEBP } from '../../../support/image/images.ts';

const PNG = Buffer.from(png());
const JPEG = Buffer.from(jpeg());
const webp = Buffer.from(WEBP);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The PNG with a chunk before its pixels. */
function withChunk(type: string, data: string): Buffer {
  return Buffer.concat([PNG.subarray(0, 33), pngChunk(type, Buffer.from(data)), PNG.subarray(33)]);
}

/** The JPEG with a segment after its first two bytes. */
function withSegment(marker: number, data: string): Buffer {
  const head = Buffer.from([0xff, marker, 0, data.length + 2]);
  return Buffer.concat([JPEG.subarray(0, 2), head, Buffer.from(data), JPEG.subarray(2)]);
}

/** The WebP with a chunk at its end. @param data of even length */
function withWebpChunk(type: string, data: string): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  const file = Buffer.concat([webp, Buffer.from(type), size, Buffer.from(data)]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
}

describe('two results', () => {
  for (const [name, one, other] of [
    ['a PNG with a comment', PNG, withChunk('tEXt', 'Comment\0x')],
    ['a PNG with a time', PNG, withChunk('tIME', '1234567')],
    ['a PNG with Exif', PNG, withChunk('eXIf', 'MM\0*')],
    ['a PNG with C2PA', withChunk('caBX', 'one'), withChunk('caBX', 'two')],
    ['a JPEG with Exif', JPEG, withSegment(0xe1, 'Exif\0\0MM')],
    ['a JPEG with a comment', JPEG, withSegment(0xfe, 'made by x')],
    ['a JPEG with a profile', JPEG, withSegment(0xe2, 'ICC_PROFILE\0x')],
    ['a WebP with Exif', webp, withWebpChunk('EXIF', 'MM*1')],
    ['a WebP with XMP', webp, withWebpChunk('XMP ', '<x/>')],
  ] as const) {
    it(`report-A9 are one file when the second is ${name}`, async () => {
      assert.ok(inspectImage(one)?.isWhole && inspectImage(other)?.isWhole);
      assertImages(await feedBody(turn([inline(base64(one)), inline(base64(other))])), one);
      assertImages(await feedBody(turn([inline(base64(other)), inline(base64(one))])), other);
      assertImages(await feedBody({ images: [base64(one), base64(other)] }), one);
    });
  }

  for (const [name, one, other] of [
    ['two pictures', PNG, Buffer.from(png(4, 3, BLUE))],
    ['two types', PNG, JPEG],
    ['a transparency', PNG, withChunk('tRNS', 'abcdef')],
    ["Adobe's colors", JPEG, withSegment(0xee, 'Adobe\0d\0\0\0\0\0')],
    ['two JPEGs', JPEG, Buffer.from(jpeg(16, 12, BLUE))],
  ] as const) {
    it(`stay two files when they differ: ${name}`, async () => {
      const body = turn([inline(base64(one)), inline(base64(other))]);
      assertImages(await feedBody(body), one, other);
    });
  }

  it('report-A9 are one file when both are hosted', async () => {
    const files = new Map([
      ['https://a.example/1.png', PNG],
      ['https://a.example/2.png', withChunk('tEXt', 'Comment\0x')],
      ['https://a.example/3.png', Buffer.from(png(4, 3, BLUE))],
    ]);
    const download: DownloadHosted = async (url, store) => {
      const bytes = files.get(url) ?? Buffer.alloc(0);
      const facts = inspectImage(bytes);
      assert.ok(facts);
      const sink = store.create();
      await sink.write(bytes);
      return { ok: true, sink, image: { size: bytes.length, sha256: base64(bytes), facts } };
    };
    const text = [...files.keys()].map((url) => `![i](${url})`).join('\n');
    const outcome = await feedBody(turn([{ text }]), { download });
    assertImages(outcome, PNG, Buffer.from(png(4, 3, BLUE)));
  });
});

it('one result is read only once', async () => {
  const outcome = await feedBody(turn([inline(base64(PNG))]));
  assertImages(outcome, PNG);
  assert.equal(outcome.store.payloads[0]?.reads, 0);
});
