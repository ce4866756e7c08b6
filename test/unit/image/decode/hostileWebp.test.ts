/** WebP files whose coded pixels have another size than the file states. Their codec believes the coded pixels. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CheckError } from '../../../../src/errors.ts';
import { decodeImage } from '../../../../src/image/decode/decodeImage.ts';
import { riffChunks, riffFile } from '../../../../src/image/metadata/riffChunks.ts';
import { photo } from '../../../support/image/photos.ts';

/** Writes 16383 x 16383 px into the header of coded pixels. @param at where their data starts */
function enlarge(file: Buffer, type: 'VP8 ' | 'VP8L', from = 0): Buffer {
  const at = file.indexOf(type, from, 'latin1') + 8;
  if (type === 'VP8 ') file.fill(0xff, at + 6, at + 10).writeUInt32LE(0x3fff3fff, at + 6);
  else file.writeUInt32LE((file.readUInt32LE(at + 1) & 0xf0000000) | 0x0fffbffe, at + 1);
  return file;
}

function withoutHeader(name: 'p3.webp'): Buffer {
  return riffFile([...riffChunks(photo(name))].filter(({ type }) => type === 'VP8 '));
}

describe('report-C6 a WebP', () => {
  const moving = photo('moving.webp');
  const frame = moving.indexOf('ANMF', 0, 'latin1') + 8;
  const files: Readonly<Record<string, Buffer>> = {
    'with a frame of 16383 px on a small canvas': enlarge(photo('moving.webp'), 'VP8L', frame),
    'with a picture of 16383 px on a small canvas': enlarge(photo('p3.webp'), 'VP8 '),
    'with lossless pixels of 16383 px on a small canvas': enlarge(photo('gps.webp'), 'VP8L'),
    'with a second picture of 16383 px': riffFile([
      ...riffChunks(withoutHeader('p3.webp')),
      ...riffChunks(enlarge(withoutHeader('p3.webp'), 'VP8 ')),
    ]),
    'whose frame says that it is larger than the canvas': ((file) => {
      file.writeUIntLE(5000, frame + 6, 3);
      return file;
    })(photo('moving.webp')),
  };
  for (const [name, file] of Object.entries(files)) {
    test(`report-C6 a WebP ${name} is broken, before it is decoded`, async () => {
      const before = process.memoryUsage().arrayBuffers;
      await assert.rejects(decodeImage(file), (error) => {
        assert.ok(error instanceof CheckError && error.problem.kind === 'no-pixels');
        assert.equal(error.problem.why, 'broken');
        assert.match(String(error.cause), /size than stated|larger than the canvas/);
        return true;
      });
      assert.ok(process.memoryUsage().arrayBuffers - before < 1e8);
    });
  }
});
