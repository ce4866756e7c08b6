/** Pictures that were made to take the memory or the time of whoever looks at their pixels. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { CheckError } from '../../../../src/errors.ts';
import { decodePixels } from '../../../../src/image/pixels/codec.ts';
import { png, pngChunk, RED } from '../../../support/image/images.ts';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Of 8 bits, gray. */
function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data[8] = 8;
  return pngChunk('IHDR', data);
}

const ONE_PIXEL = pngChunk('IDAT', deflateSync(Buffer.from([0, 200])));
const END = pngChunk('IEND', Buffer.alloc(0));

describe('a PNG', () => {
  test('of which more unpacks than its header says is refused', () => {
    const much = pngChunk('IDAT', deflateSync(Buffer.alloc(64 << 20)));
    const file = Buffer.concat([SIGNATURE, header(1, 1), much, END]);
    assert.throws(
      () => decodePixels(file),
      (error) => {
        assert.ok(error instanceof CheckError);
        assert.deepEqual(error.problem, { kind: 'no-pixels', why: 'broken', what: '1 × 1' });
        return true;
      },
    );
  });

  test('is as large as its first header says, which is the one that was checked', () => {
    const file = Buffer.concat([SIGNATURE, header(1, 1), header(2, 1), ONE_PIXEL, END]);
    const { width, height, data } = decodePixels(file);
    assert.deepEqual([width, height, [...data]], [1, 1, [200, 200, 200, 255]]);
  });

  test('has its profile and its texts left packed, whatever they are', () => {
    const profile = pngChunk('iCCP', Buffer.from('p\0\0no zlib', 'latin1'));
    const text = pngChunk('tEXt', Buffer.from('no keyword', 'latin1'));
    const file = Buffer.concat([SIGNATURE, header(1, 1), profile, text, ONE_PIXEL, END]);
    assert.deepEqual([...decodePixels(file).data], [200, 200, 200, 255]);
  });

  test('with something behind its last row is read', () => {
    const more = pngChunk('IDAT', deflateSync(Buffer.from([0, 200, 0, 0, 0])));
    const file = Buffer.concat([SIGNATURE, header(1, 1), more, END]);
    assert.deepEqual([...decodePixels(file).data], [200, 200, 200, 255]);
  });

  test('of an honest encoder is read', () => {
    assert.deepEqual([...decodePixels(png(1, 1)).data], [...RED, 255]);
  });
});
