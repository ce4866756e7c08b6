/** A signed image from the wire to a file that Easel derives from it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { readProvenance } from '../../../src/image/provenance/readProvenance.ts';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { withCredentials } from '../../support/image/credentials.ts';
import { png } from '../../support/image/images.ts';
import { set, withGateway, type RunResult } from '../rig/gateway.ts';
import { withNotices } from '../rig/notices.ts';
import type { Tests } from '../suite.ts';

const PLAIN = png(64, 48);
const SIGNED = withCredentials(PLAIN);
const AI = 'trainedAlgorithmicMedia';

const read = (uri: string | undefined) => readFile(vscode.Uri.parse(uri ?? '').fsPath);

async function prepare(image: string | undefined): Promise<RunResult> {
  const options = { images: [image ?? ''], width: 32, format: 'jpeg' };
  return await vscode.commands.executeCommand('easel.prepareImage', options);
}

async function makeIcons(image: string | undefined): Promise<RunResult> {
  return await vscode.commands.executeCommand('easel.makeIconSet', { image, set: 'vscode' });
}

async function labelOf({ saved }: RunResult): Promise<string | undefined> {
  return readProvenance(await read(saved[0])).sourceType;
}

export const tests: Tests = {
  'a signed result is saved byte for byte, and a prepared image says what it is and what it lost':
    () =>
      withGateway('crazyrouter', async ({ gateway, folder, generate }) => {
        gateway.respond(inlineDataReply(SIGNED));
        const target = vscode.Uri.file(folder).toString();
        const { saved } = await generate({ prompt: 'signed', target });
        assert.ok((await read(saved[0])).equals(SIGNED));
        await withNotices(async (texts) => {
          const prepared = await prepare(saved[0]);
          assert.equal(await labelOf(prepared), AI);
          assert.match(
            prepared.warnings.join(),
            /^The Content Credentials of \S+ aren't in the new/,
          );
          assert.match(texts.join(), /^Saved .* The Content Credentials of \S+ aren't in the new/);
        });
      }),

  'a result that carries nothing is known by the history, a photo gets no label, and the setting turns labels off':
    () =>
      withGateway('crazyrouter', async ({ gateway, folder, put, generate }) => {
        const settings = vscode.workspace.getConfiguration('easel');
        gateway.respond(inlineDataReply(PLAIN));
        const target = vscode.Uri.file(folder).toString();
        const { saved } = await generate({ prompt: 'plain', target });
        assert.ok((await read(saved[0])).equals(PLAIN));
        await withNotices(async () => {
          assert.equal(await labelOf(await prepare(saved[0])), AI);
          const photo = await prepare(await put('photo.png', PLAIN));
          assert.equal(await labelOf(photo), undefined);
          await set(settings, 'provenance', false);
          try {
            const off = await prepare(saved[0]);
            assert.ok((await read(off.saved[0])).equals(await read(photo.saved[0])));
          } finally {
            await set(settings, 'provenance', undefined);
          }
        });
      }),

  'the icons of an image that AI made say so, the message says what they lost, and the setting turns labels off':
    () =>
      withGateway('crazyrouter', async ({ gateway, folder, generate }) => {
        const settings = vscode.workspace.getConfiguration('easel');
        gateway.respond(inlineDataReply(SIGNED));
        const target = vscode.Uri.file(folder).toString();
        const { saved } = await generate({ prompt: 'icon', target });
        await withNotices(async () => {
          const made = await makeIcons(saved[0]);
          assert.equal(await labelOf(made), AI);
          assert.match(made.warnings.join(), /Credentials of the image aren't in the new files/);
          await set(settings, 'provenance', false);
          try {
            assert.equal(await labelOf(await makeIcons(saved[0])), undefined);
          } finally {
            await set(settings, 'provenance', undefined);
          }
        });
      }),
};
