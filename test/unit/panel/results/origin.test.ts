import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { CheckError } from '../../../../src/errors.ts';
import { createPixelClient } from '../../../../src/image/jobs/pixelClient.ts';
import { LABELS } from '../../../../src/image/provenance/sourceType.ts';
import { describeOrigin, panelOrigin } from '../../../../src/panel/results/origin.ts';
import { withCredentials } from '../../../support/image/credentials.ts';
import { png, WEBP } from '../../../support/image/images.ts';
import { translate as t } from '../../../support/localization.ts';

const pixels = createPixelClient(
  join(import.meta.dirname, '../../../../src/image/jobs/pixelWorker.ts'),
);

test('says what the file of a result carries, and reads the file once', async () => {
  const files: Readonly<Record<string, Uint8Array>> = { a: withCredentials(png()), b: WEBP };
  const reads: string[] = [];
  const read = async (uri: string) => {
    reads.push(uri);
    return (
      files[uri] ??
      Promise.reject(new CheckError({ kind: 'unreadable', file: uri, code: 'ENOENT' }))
    );
  };
  const origin = panelOrigin({ pixels, read, t });
  const signed = {
    text: 'Content Credentials · says AI made it',
    title:
      "The file has Content Credentials. Easel doesn't check them. The file states its digital source type: trainedAlgorithmicMedia.",
  };
  const empty = { text: '', title: '' };
  assert.deepEqual(await origin({ id: '1', uri: 'a' }), signed);
  assert.deepEqual(await origin({ id: '1', uri: 'a' }), signed);
  assert.deepEqual(await origin({ id: '2', uri: 'b' }), empty);
  assert.deepEqual(reads, ['a', 'b']);
  // A file that is gone is looked for again.
  assert.deepEqual(await origin({ id: '3', uri: 'gone' }), empty);
  assert.deepEqual(await origin({ id: '3', uri: 'gone' }), empty);
  assert.deepEqual(reads, ['a', 'b', 'gone', 'gone']);
});

test('never calls a statement verified, valid, or authentic', () => {
  for (const sourceType of [...LABELS, 'digitalCapture', undefined]) {
    for (const hasCredentials of [true, false]) {
      const origin = describeOrigin({ hasCredentials, ...(sourceType && { sourceType }) }, t);
      const said = `${origin.text} ${origin.title}`;
      assert.doesNotMatch(said, /verif|valid|authentic|genuine|trust/i);
      if (sourceType !== undefined) assert.match(origin.text, /says /);
    }
  }
});
