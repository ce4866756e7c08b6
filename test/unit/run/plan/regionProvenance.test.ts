/** What an edited region says about how it was made, and what becomes of the Content Credentials of both images. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeWarning } from '../../../../src/messages/messages.ts';
import { decodePixels } from '../../../../src/image/pixels/codec.ts';
import { readProvenance } from '../../../../src/image/provenance/readProvenance.ts';
import { manifest, store, withCredentials } from '../../../support/image/credentials.ts';
import { exiftool } from '../../../support/image/exiftool.ts';
import { translate as t } from '../../../support/localization.ts';
import { openRegionEdits, OTHER_SCENE, SOURCE } from '../../../support/regionEdit.ts';

const { editRegion } = await openRegionEdits();

const MERGED = 'compositeWithTrainedAlgorithmicMedia';
const PHOTO = withCredentials(SOURCE, store(manifest('digitalCapture')));
const RESULT = withCredentials(SOURCE);

async function textsOf(source: Uint8Array, result: Uint8Array): Promise<readonly string[]> {
  const { report } = await editRegion(source, result);
  return report.warnings.map((warning) => describeWarning(warning, 'M (G)', t));
}

describe('an edited region', () => {
  test('says that a model made a part of it, and passes ExifTool', async () => {
    const { files, report } = await editRegion(SOURCE, SOURCE);
    assert.deepEqual(readProvenance(files[0]!), { hasCredentials: false, sourceType: MERGED });
    const tags = await exiftool('a.png', files[0]!);
    assert.match(String(tags['XMP-iptcExt:DigitalSourceType']), new RegExp(`/${MERGED}$`));
    assert.equal(tags['ExifTool:Validate'], '0 0 0');
    assert.ok(!report.warnings.some(({ kind }) => kind === 'lost-credentials'));
  });

  test('says nothing at the Practice gateway but that it was merged', async () => {
    const { files } = await editRegion(SOURCE, SOURCE, { isFree: true });
    assert.deepEqual(readProvenance(files[0]!), { hasCredentials: false, sourceType: 'composite' });
  });

  test('has nothing added when labels are off, and differs in nothing else', async () => {
    const { files: plain } = await editRegion(SOURCE, SOURCE, { isLabeled: false });
    const { files: off } = await editRegion(PHOTO, RESULT, { isLabeled: false });
    const { files: on } = await editRegion(PHOTO, RESULT);
    assert.deepEqual(readProvenance(plain[0]!), { hasCredentials: false });
    assert.ok(off[0]!.equals(plain[0]!));
    assert.ok(!on[0]!.equals(plain[0]!));
    assert.deepEqual(await decodePixels(on[0]!), await decodePixels(plain[0]!));
  });

  test('comes with a sentence about the Content Credentials that it lost', async () => {
    assert.deepEqual(await textsOf(PHOTO, SOURCE), [
      "The Content Credentials of cat.png aren't in the edited file, because a part of it comes from M (G).",
    ]);
    assert.deepEqual(await textsOf(SOURCE, RESULT), [
      "The Content Credentials of the image from M (G) aren't in the edited file, because only a part of that image is.",
    ]);
    assert.deepEqual(await textsOf(PHOTO, RESULT), [
      "The Content Credentials of cat.png and of the image from M (G) aren't in the edited file, because each is there in part only.",
    ]);
  });

  test('leaves the whole image that is saved next to it as it came, with its Content Credentials', async () => {
    const signed = withCredentials(OTHER_SCENE);
    const { names, files, report } = await editRegion(SOURCE, signed);
    assert.deepEqual(names, ['cat-edited-2.png', 'cat-edited-whole.png']);
    assert.ok(files[1]!.equals(signed));
    assert.deepEqual(report.warnings, [{ kind: 'region-unlike' }]);
  });
});
