import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import type { ScriptedReply } from '../../support/gateway/scriptedGateway.ts';
import { pngChunk } from '../../support/image/images.ts';
import { savedNames, withGateway, type Rig, type RunResult } from '../rig/gateway.ts';
import { RESULT, SOURCE } from '../rig/images.ts';
import {
  assertNothingUnsaved,
  discardUnsaved,
  showUnsaved,
  withSaveDialog,
} from '../rig/unsaved.ts';
import type { Tests } from '../suite.ts';

const B64 = Buffer.from(RESULT).toString('base64');
const turn = (...parts: readonly object[]) => ({
  candidates: [{ content: { parts }, finishReason: 'STOP' }],
});
const inline = (data: string) => ({ inlineData: { mimeType: 'image/png', data } });
const PLAIN = Buffer.from(JSON.stringify(turn(inline(B64))));

/** Edits an image, and asserts that the result is saved once, byte for byte. */
async function assertSaved(rig: Rig, reply: ScriptedReply): Promise<void> {
  rig.gateway.respond(reply);
  const images = [await rig.put('cat.png', SOURCE)];
  const result = await rig.edit({ prompt: 'x', images });
  assert.equal(result.outcome, 'saved', result.message);
  assert.equal(result.saved.length, 1);
  const [file] = savedNames(result);
  assert.ok(Buffer.from(RESULT).equals(await readFile(path.join(rig.folder, file ?? ''))));
}

/** Asserts that a reply saves its image, and leaves nothing. */
const saves = (reply: ScriptedReply) =>
  withGateway('crazyrouter', async (rig) => {
    await assertSaved(rig, reply);
    await assertNothingUnsaved();
  });

const encoded = (name: string, body: Uint8Array): ScriptedReply => ({
  headers: { 'content-type': 'application/json', ...(name !== '' && { 'content-encoding': name }) },
  body,
});

async function askForNoise(rig: Rig): Promise<RunResult> {
  rig.gateway.respond(encoded('exotic', NOISE));
  const images = [await rig.put('cat.png', SOURCE)];
  const result = await rig.edit({ prompt: 'x', images });
  assert.equal(result.outcome, 'bad_reply', result.message);
  assert.match(result.message ?? '', /Easel can't read the response.*The response \(.*\) is kept/);
  return result;
}

const NOISE = Buffer.from(PLAIN.map((byte) => byte ^ 0xa5));

export const tests: Tests = {
  'report-A1 plain JSON that claims to be gzip saves its image': () => saves(encoded('gzip', PLAIN)),
  'report-A1 plain JSON that claims to be br saves its image': () => saves(encoded('br', PLAIN)),
  'report-A1 a body that is the image itself saves it': () => saves(encoded('gzip', RESULT)),
  'report-A2 gzip without a header saves its image': () => saves(encoded('', gzipSync(PLAIN))),
  'report-A2 Brotli that claims to be gzip saves its image': () => saves(encoded('gzip', brotliCompressSync(PLAIN))),
  'report-A2 raw deflate within gzip saves its image': () => saves(encoded('', gzipSync(deflateRawSync(PLAIN)))),
  'report-A6 base64 as text saves its image': () => saves({ body: turn({ text: B64 }) }),
  'report-A6 base64 in a code fence saves its image': () => saves({ body: turn({ text: `\`\`\`\n${B64}\n\`\`\`` }) }),
  'report-A7 predictions save their image': () => saves({ body: { predictions: [{ bytesBase64Encoded: B64 }] } }),
  'report-A7 an unknown key in nested JSON saves its image': () => saves({ body: { data: JSON.stringify({ picture: B64 }) } }),
  'report-A9 two parts that differ in a chunk of metadata save one file': () => saves({
    body: turn(inline(B64), inline(Buffer.from(withComment(RESULT)).toString('base64'))),
  }),

  'report-A3 a reply that Easel cannot read is kept, and Show Unsaved Results saves it': () =>
    withGateway('crazyrouter', async (rig) => {
      await askForNoise(rig);
      const file = vscode.Uri.file(path.join(rig.folder, 'kept.bin'));
      await withSaveDialog(file, () => showUnsaved('cat-edited-response.bin', 'Save As…'));
      assert.ok(NOISE.equals(await readFile(file.fsPath)));
      await assertNothingUnsaved();
    }),

  'report-A3 a reply that Easel cannot read can be discarded': () =>
    withGateway('crazyrouter', async (rig) => {
      await askForNoise(rig);
      assert.equal(await discardUnsaved(), 1);
      await assertNothingUnsaved();
    }),
}; // prettier-ignore

/** Returns the PNG with a comment after its header. */
function withComment(bytes: Uint8Array): Buffer {
  const comment = pngChunk('tEXt', Buffer.from('Comment\0x'));
  return Buffer.concat([bytes.subarray(0, 33), comment, bytes.subarray(33)]);
}
