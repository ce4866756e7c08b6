import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { isoBoxes } from '../../../../src/image/formats/isoBoxes.ts';
import { sourceFacts } from '../../../../src/image/formats/sourceFacts.ts';
import { isoColor } from '../../../../src/image/metadata/isoColor.ts';
import { withoutPrivateData } from '../../../../src/image/metadata/privateData.ts';
import { heicWith } from '../../../support/image/heic.ts';

/** How a box says where it ends: in 32 bits, in 64 bits, or not at all, which means at the end of its parent. */
type Ends = 'small' | 'large' | 'open';

function box(type: string, ends: Ends, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(ends === 'large' ? 16 : 8);
  const length = head.length + content.length;
  head.writeUInt32BE({ small: length, large: 1, open: 0 }[ends], 0);
  if (ends === 'large') head.writeBigUInt64BE(BigInt(length), 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

function avifWith(ends: Ends): Buffer {
  const size = box('ispe', ends === 'open' ? 'small' : ends, Buffer.from([0, 0, 0, 0]), px(64, 48));
  const turned = box('irot', ends, Buffer.from([1]));
  return Buffer.concat([
    box('ftyp', 'small', Buffer.from('avif\0\0\0\0mif1avif', 'latin1')),
    box('meta', 'small', Buffer.alloc(4), box('iprp', ends, box('ipco', ends, size, turned))),
    box('mdat', 'small', Buffer.alloc(16)),
  ]);
}

function px(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  return bytes;
}

describe('every reader of boxes knows all three kinds of length', () => {
  for (const ends of ['small', 'large', 'open'] as const) {
    test(`size, wholeness, and orientation: ${ends}`, () => {
      const file = avifWith(ends);
      const facts = inspectImage(file);
      assert.deepEqual([facts?.width, facts?.height, facts?.isWhole], [64, 48, true]);
      assert.equal(isoColor(file).orientation, 8);
    });
  }

  test('private data in a box with 64 bits', () => {
    const secret = Buffer.from('Canikon X-1', 'latin1');
    const file = Buffer.concat([heicWith(Buffer.alloc(40)), box('uuid', 'large', secret)]);
    assert.ok(sourceFacts(file)?.hasPrivateData);
    assert.ok(!Buffer.from(withoutPrivateData(file, 'heic')).includes(secret));
  });
});

test('a damaged box ends the list, and nothing outside the space is read', () => {
  const whole = box('irot', 'small', Buffer.from([1]));
  const types = (...parts: readonly Buffer[]) => {
    const view = Buffer.concat(parts);
    return [...isoBoxes(view, 0, view.length)].map(({ type, end }) => {
      assert.ok(end <= view.length);
      return type;
    });
  };
  assert.deepEqual(types(whole, whole), ['irot', 'irot']);
  const tooShort = Buffer.from(whole);
  tooShort.writeUInt32BE(7, 0);
  assert.deepEqual(types(whole, tooShort, whole), ['irot']);
  const beyond = Buffer.from(whole);
  beyond.writeUInt32BE(0xffffffff, 0);
  assert.deepEqual(types(beyond, whole), ['irot']);
  const large = box('irot', 'large', Buffer.from([1]));
  for (let length = 0; length < 16; length++) {
    assert.deepEqual(types(whole, large.subarray(0, length)), ['irot'], String(length));
  }
});
