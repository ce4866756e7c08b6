import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { hostedReply, inlineDataReply } from '../support/gateway/scriptedGateway.ts';
import { pngOfSize } from '../support/image/images.ts';
import { newFolder, openImages, savedNames, withGateway } from './rig/gateway.ts';
import { RESULT, SOURCE } from './rig/images.ts';
import { until } from './rig/notices.ts';
import { discardUnsaved } from './rig/unsaved.ts';
import type { Tests } from './suite.ts';

export const tests: Tests = {
  'threat-T10 a pixel bomb is saved but not opened automatically': () =>
    withGateway('crazyrouter', async (rig) => {
      const bomb = pngOfSize(30_000, 30_000);
      rig.gateway.respond([inlineDataReply(bomb), inlineDataReply(RESULT)]);
      const images = [await rig.put('cat.png', SOURCE)];
      const saved = await rig.edit({ prompt: 'huge', images });
      assert.deepEqual(savedNames(saved), ['cat-edited.png'], saved.message);
      assert.ok(bomb.equals(await readFile(path.join(rig.folder, 'cat-edited.png'))));
      await rig.edit({ prompt: 'small', images });
      await until(() => openNames().includes('cat-edited-2.png'), 'the second image is not opened');
      assert.ok(!openNames().includes('cat-edited.png'), 'the bomb is open');
    }),

  'threat-T11 a file that is not an image is never saved as one, whatever its label says': () =>
    withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('cat.png', SOURCE)];
      const liars = [
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        '<!doctype html><script>alert(1)</script>',
        'GIF89a/*<script>alert(1)</script>*/',
        '\x89PNG\r\n\x1a\n<script>alert(1)</script>',
        '#!/bin/sh\nexit 1\n',
      ];
      for (const text of liars) {
        rig.gateway.respond(inlineDataReply(Buffer.from(text, 'latin1'), 'image/png'));
        const result = await rig.edit({ prompt: text, images });
        assert.notEqual(result.outcome, 'saved', text);
        assert.deepEqual(readdirSync(rig.folder), ['cat.png'], text);
      }
      assert.equal(rig.gateway.posts, liars.length);
      // What begins like an image is kept as incomplete, every other reply as it arrived.
      assert.equal(await discardUnsaved(), liars.length);
    }),

  'threat-T12 no prompt, address or header determines a path': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond((_, index) =>
        index === 0
          ? inlineDataReply(RESULT)
          : hostedReply(
              rig.gateway.host('/files/..%2f..%2fevil.png', {
                headers: { 'content-disposition': 'attachment; filename="../../../evil.sh"' },
                body: RESULT,
              }),
            ),
      );
      const target = vscode.Uri.file(rig.folder).toString();
      const drawn = await rig.generate({ prompt: '../../../../tmp/evil\u0000.sh', target });
      assert.equal(drawn.outcome, 'saved', drawn.message);
      const images = [await rig.put('cat.png', SOURCE)];
      const edited = await rig.edit({ prompt: 'x', images });
      assert.deepEqual(savedNames(edited), ['cat-edited.png']);
      for (const uri of [...drawn.saved, ...edited.saved]) {
        assert.equal(path.dirname(vscode.Uri.parse(uri).fsPath), rig.folder);
        assert.match(uri, /\.png$/);
      }
    }),

  "threat-T13 a link with the result's name is never written through": () =>
    withGateway('crazyrouter', async (rig) => {
      const victim = path.join(newFolder(), 'victim.png');
      await symlink(victim, path.join(rig.folder, 'cat-edited.png')).catch((error: unknown) => {
        // Windows lets only administrators create links; a file with that name tests the same.
        if (process.platform !== 'win32') throw error;
        return writeFile(path.join(rig.folder, 'cat-edited.png'), 'mine');
      });
      rig.gateway.respond(inlineDataReply(RESULT));
      const images = [await rig.put('cat.png', SOURCE)];
      assert.deepEqual(savedNames(await rig.edit({ prompt: 'x', images })), ['cat-edited-2.png']);
      assert.ok(!existsSync(victim), 'written through the link');
    }),

  'threat-T31 a secret file with the name of an image is not sent': () =>
    withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('holiday.png', 'AWS_SECRET_ACCESS_KEY=abc\nTOKEN=def\n')];
      const asReference = [await rig.put('cat.png', SOURCE), ...images];
      for (const chosen of [images, asReference]) {
        const result = await rig.edit({ prompt: 'x', images: chosen });
        assert.equal(result.outcome, 'bad_request');
        assert.match(result.message ?? '', /holiday\.png/);
      }
      assert.equal(rig.gateway.connections, 0);
    }),
};

function openNames(): readonly string[] {
  return openImages().map((file) => path.basename(file));
}
