/** PNG files that are made to exhaust the memory or the time of a decoder. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { CheckError } from '../../../../src/errors.ts';
import { decodePixels } from '../../../../src/image/pixels/codec.ts';
import { png, pngChunk, RED } from '../../../support/image/images.ts';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Gray with 8 bits. */
function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data[8] = 8;
  return pngChunk('IHDR', data);
}

const ONE_PIXEL = pngChunk('IDAT', deflateSync(Buffer.from([0, 200])));
const END = pngChunk('IEND', Buffer.alloc(0));

describe('decoding a PNG', () => {
  test('refuses one that inflates to more than its header says', async () => {
    const bomb = pngChunk('IDAT', deflateSync(Buffer.alloc(64 << 20)));
    const file = Buffer.concat([SIGNATURE, header(1, 1), bomb, END]);
    await assert.rejects(decodePixels(file), (error) => {
      assert.ok(error instanceof CheckError);
      assert.deepEqual(error.problem, { kind: 'no-pixels', why: 'broken', what: '1 × 1' });
      return true;
    });
  });

  test('uses its first header, which is the one that was checked', async () => {
    const file = Buffer.concat([SIGNATURE, header(1, 1), header(2, 1), ONE_PIXEL, END]);
    const { width, height, data } = await decodePixels(file);
    assert.deepEqual([width, height, [...data]], [1, 1, [200, 200, 200, 255]]);
  });

  test('ignores broken profiles and texts', async () => {
    const profile = pngChunk('iCCP', Buffer.from('p\0\0no zlib', 'latin1'));
    const text = pngChunk('tEXt', Buffer.from('no keyword', 'latin1'));
    const file = Buffer.concat([SIGNATURE, header(1, 1), profile, text, ONE_PIXEL, END]);
    assert.deepEqual([...(await decodePixels(file)).data], [200, 200, 200, 255]);
  });

  test('ignores bytes after the last row', async () => {
    const more = pngChunk('IDAT', deflateSync(Buffer.from([0, 200, 0, 0, 0])));
    const file = Buffer.concat([SIGNATURE, header(1, 1), more, END]);
    assert.deepEqual([...(await decodePixels(file)).data], [200, 200, 200, 255]);
  });

  test('reads what an encoder wrote', async () => {
    assert.deepEqual([...(await decodePixels(png(1, 1))).data], [...RED, 255]);
  });
});
