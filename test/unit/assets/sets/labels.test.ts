/** What the files of a set say about how they were made. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeSet, type SetInput, type SetOutput } from '../../../../src/assets/sets/makeSet.ts';
import type { SetId } from '../../../../src/assets/sets/set.ts';
import { decodeEightBits } from '../../../../src/image/decode/decodeImage.ts';
import { readProvenance } from '../../../../src/image/provenance/readProvenance.ts';
import { setNotes } from '../../../../src/messages/notices/iconSet.ts';
import { manifest, store, withCredentials } from '../../../support/image/credentials.ts';
import { exiftool } from '../../../support/image/exiftool.ts';
import { photoLikePng, png } from '../../../support/image/images.ts';
import { translate as t } from '../../../support/localization.ts';
import { disk } from './rig.ts';

const AI = 'trainedAlgorithmicMedia';
/** Opaque, so that responsive sets have a JPEG. */
const PHOTO = photoLikePng(700, 500, 60);

async function madeOf(file: Uint8Array, set: SetId, labeling?: SetInput['labeling']) {
  const output = await makeSet({ file, set, stem: 'hero', labeling });
  const bytes = new Map(
    output.files.map(({ path, start, end }) => [path, output.bytes.subarray(start, end)]),
  );
  return { output, bytes };
}

/** Of each image but icon files. */
function labelsOf({ files, bytes }: SetOutput): readonly (string | undefined)[] {
  const images = files.filter(({ format }) => format !== 'ico');
  return images.map(({ start, end }) => readProvenance(bytes.subarray(start, end)).sourceType);
}

describe('a set of an image that AI made', () => {
  for (const set of ['favicon', 'social', 'responsive', 'sprites'] as const) {
    test(`has the label in every image: ${set}`, async () => {
      const source = set === 'responsive' || set === 'social' ? PHOTO : twoDisks();
      for (const [file, labeling] of [
        [withCredentials(source), {}],
        [source, { known: AI }],
      ] as const) {
        const { output } = await madeOf(file, set, labeling);
        const labels = labelsOf(output);
        assert.ok(labels.length >= 3);
        assert.deepEqual(
          labels,
          labels.map(() => AI),
        );
      }
    });
  }

  test('has every pixel and every icon file that it has without labels', async () => {
    const plain = await madeOf(disk(300), 'favicon');
    const labeled = await madeOf(disk(300), 'favicon', { known: AI });
    assert.deepEqual([...labeled.bytes.keys()], [...plain.bytes.keys()]);
    for (const [path, bytes] of labeled.bytes) {
      const before = plain.bytes.get(path) ?? new Uint8Array();
      assert.equal(path.endsWith('.ico'), Buffer.from(bytes).equals(before), path);
      assert.deepEqual(await decodeEightBits(bytes), await decodeEightBits(before), path);
    }
  });

  test('passes ExifTool in each format', async () => {
    const { output, bytes } = await madeOf(PHOTO, 'responsive', { known: AI });
    assert.deepEqual([...new Set(output.files.map(({ format }) => format))], ['webp', 'jpeg']);
    for (const path of [output.files[0]?.path, output.files.at(-1)?.path]) {
      const tags = await exiftool(path ?? '', bytes.get(path ?? '') ?? new Uint8Array());
      assert.match(String(tags['XMP-iptcExt:DigitalSourceType']), new RegExp(`/${AI}$`));
      assert.equal(tags['ExifTool:Validate'], '0 0 0', path);
    }
  });

  test('says that its Content Credentials stay with the original', async () => {
    const signed = await madeOf(withCredentials(disk(128)), 'vscode', {});
    assert.equal(signed.output.losesCredentials, true);
    assert.match(setNotes(signed.output, t).join(), /Credentials of the image aren't in the new/);
    const plain = await madeOf(disk(128), 'vscode', { known: AI });
    assert.equal(plain.output.losesCredentials, false);
    assert.doesNotMatch(setNotes(plain.output, t).join(), /Credentials/);
  });
});

test('a set has no label when labels are off, and of a photo also when they are on', async () => {
  const plain = await makeSet({ file: disk(128), set: 'vscode', stem: 'hero' });
  const camera = withCredentials(disk(128), store(manifest('digitalCapture')));
  for (const [file, labeling] of [
    [withCredentials(disk(128)), undefined],
    [disk(128), {}],
    [camera, {}],
  ] as const) {
    const { output } = await madeOf(file, 'vscode', labeling);
    assert.ok(Buffer.from(output.bytes).equals(plain.bytes));
  }
});

function twoDisks(): Uint8Array {
  return png(600, 300, (x, y) =>
    Math.hypot((x % 300) - 150, y - 150) < 100 ? [20, 80, 200] : [0, 0, 0, 0],
  );
}
