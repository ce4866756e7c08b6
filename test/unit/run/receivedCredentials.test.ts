/** Signed images from the wire to the folder: a signature covers every byte, so none may change. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readProvenance } from '../../../src/image/provenance/readProvenance.ts';
import { namesOf, newPlace, runAndSave } from '../../support/disk/saving.ts';
import { inlineDataReply, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { withCredentials } from '../../support/image/credentials.ts';
import { AVIF, jpeg, png, WEBP } from '../../support/image/images.ts';

const root = await mkdtemp(join(tmpdir(), 'easel-signed-'));
const gateway = await startScriptedGateway();
after(async () => {
  await gateway.close();
  await rm(root, { recursive: true, force: true });
});

for (const [type, file] of Object.entries({ png: png(), jpeg: jpeg(), webp: WEBP, avif: AVIF })) {
  test(`a ${type} with Content Credentials is saved byte for byte`, async () => {
    const signed = withCredentials(file);
    assert.ok(readProvenance(signed).hasCredentials);
    gateway.respond(inlineDataReply(signed, `image/${type}`));
    const place = await newPlace(root);
    const { report } = await runAndSave(gateway.origin, place);
    const [name = ''] = namesOf(report);
    assert.ok((await readFile(join(place.target, name))).equals(signed));
  });
}

test('a generated image that carries nothing gets no label either: its bytes were paid for as they are', async () => {
  gateway.respond(inlineDataReply(png(), 'image/png'));
  const place = await newPlace(root);
  const { report } = await runAndSave(gateway.origin, place);
  const [name = ''] = namesOf(report);
  assert.ok((await readFile(join(place.target, name))).equals(png()));
});
