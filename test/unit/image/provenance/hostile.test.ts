/** Files that are made to crash a reader, or to keep it busy. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { sourceTypesInStore } from '../../../../src/image/provenance/jumbf.ts';
import { labelFile } from '../../../../src/image/provenance/labelFile.ts';
import { readProvenance } from '../../../../src/image/provenance/readProvenance.ts';
import { readSourceTypes, xmpPacket } from '../../../../src/image/provenance/xmp.ts';
import {
  AI_STORE,
  box,
  jpegWith,
  manifest,
  pngWith,
  segment,
  store,
  superbox,
  withCredentials,
} from '../../../support/image/credentials.ts';
import { heicWith } from '../../../support/image/heic.ts';
import { AVIF, WEBP, jpeg, png } from '../../../support/image/images.ts';

const FILES = [png(), jpeg(), WEBP, AVIF].map((file) => withCredentials(file));
const LABELED = FILES.slice(0, 3).map((file) => labelFile(file, 'trainedAlgorithmicMedia'));
const ALL = [...FILES, ...LABELED, heicWith(xmpPacket('composite'), { type: 'mime' })];

/** Changes some bytes: a place as a share of the file, and a value. */
const Damage = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
  maxLength: 6,
});

function damaged(file: Uint8Array, changes: readonly (readonly [number, number])[], keep: number) {
  const copy = Buffer.from(file);
  for (const [place, value] of changes) copy[Math.floor(place * copy.length)] = value;
  return copy.subarray(0, Math.ceil(keep * copy.length));
}

/** Puts a file into the middle of memory with another statement on both sides, which isn't part of it. */
function surrounded(file: Uint8Array): Uint8Array {
  const around = Buffer.concat([AI_STORE, file, AI_STORE, xmpPacket('composite')]);
  return new Uint8Array(around.buffer, around.byteOffset + AI_STORE.length, file.length);
}

describe('reading the provenance of a hostile file', () => {
  test('never throws, and reads nothing outside of the file', () => {
    const Keep = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...ALL), Damage, Keep, (whole, changes, keep) => {
        const file = damaged(whole, changes, keep);
        assert.deepEqual(readProvenance(surrounded(file)), readProvenance(Uint8Array.from(file)));
      }),
      { numRuns: 2000 },
    );
  });

  test('never throws for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        assert.equal(readProvenance(bytes).hasCredentials, false);
        readSourceTypes(bytes);
        sourceTypesInStore(Buffer.from(bytes));
      }),
    );
  });

  test('never throws for a store with damaged boxes', () => {
    const bytes = store(manifest('digitalCapture'), manifest('trainedAlgorithmicMedia'));
    fc.assert(
      fc.property(Damage, (changes) => {
        for (const group of sourceTypesInStore(damaged(bytes, changes, 1))) {
          for (const code of group) assert.match(code, /^[a-z]{1,60}$/i);
        }
      }),
      { numRuns: 1000 },
    );
  });

  // Each took minutes, or all memory, without its limit. None of them has to be fast.
  const LONG = {
    'boxes in boxes': () => {
      let inner = box('cbor', Buffer.from('no CBOR'));
      for (let depth = 0; depth < 2000; depth++) inner = superbox('c2ma', 'm', inner);
      return withCredentials(png(), store(inner));
    },
    'a million empty boxes': () =>
      withCredentials(png(), store(Buffer.alloc(8_000_000, box('cbor')))),
    'a million empty chunks': () => {
      const chunk = pngWith(Buffer.alloc(0), ['iTXt', Buffer.alloc(0)]);
      return Buffer.concat([png().subarray(0, 33), Buffer.alloc(chunk.length * 1_000_000, chunk)]);
    },
    'as many numbered boxes as a JPEG can have': () => {
      const parts = Array.from({ length: 65_536 }, (_, index) => {
        const head = Buffer.from('JP\0\0\0\0\0\u0001\0\0\0\u0010jumb', 'latin1');
        head.writeUInt16BE(index, 2);
        return segment(0xeb, head);
      });
      return jpegWith(jpeg(), ...parts);
    },
    'texts that inflate to gigabytes': () => {
      const bomb = deflateSync(Buffer.alloc(64 << 20));
      const head = Buffer.from('XML:com.adobe.xmp\0\u0001\0\0\0', 'latin1');
      const chunk = Buffer.concat([head, bomb]);
      return pngWith(png(), ...Array.from({ length: 200 }, () => ['iTXt', chunk] as const));
    },
  } as const;
  for (const [name, make] of Object.entries(LONG)) {
    test(`ends for ${name}`, () => {
      assert.equal(readProvenance(make()).sourceType, undefined);
    });
  }

  test('ends for XMP that is one long tag, or thousands of faults', () => {
    for (const text of ['<', '<a ', '<a>', '&', '<a b="', ']]>', '<!--', '<?']) {
      assert.deepEqual(readSourceTypes(Buffer.alloc(1 << 20, text)), [], text);
    }
  });
});
