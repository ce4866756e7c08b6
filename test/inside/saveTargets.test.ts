import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { consentDialogs } from '../../src/vscode/dialogs/consent.ts';
import { linkEscape } from '../../src/vscode/files/linkEscape.ts';
import { inlineDataReply } from '../support/gateway/scriptedGateway.ts';
import { savedNames, withGateway } from './rig/gateway.ts';
import { RESULT, SOURCE } from './rig/images.ts';
import { memoryFiles } from './rig/memoryFiles.ts';
import { click, withNotices } from './rig/notices.ts';
import type { Tests } from './suite.ts';

export const tests: Tests = {
  'fault-144 a virtual file system gets the result beside its source, without overwriting a file':
    () =>
      withGateway('crazyrouter', async (rig) => {
        const memory = memoryFiles('memfs');
        try {
          const images = [memory.put('/cat.png', SOURCE)];
          memory.put('/cat-edited.png', Buffer.from('mine'));
          rig.gateway.respond(inlineDataReply(RESULT));
          const result = await rig.edit({ prompt: 'x', images });
          assert.equal(result.outcome, 'saved', result.message);
          assert.deepEqual(savedNames(result), ['cat-edited-2.png']);
          assert.deepEqual([...memory.files.keys()].sort(), [
            '/cat-edited-2.png',
            '/cat-edited.png',
            '/cat.png',
          ]);
          assert.deepEqual(
            Buffer.from(memory.files.get('/cat-edited-2.png') ?? []),
            Buffer.from(RESULT),
          );
          assert.equal(Buffer.from(memory.files.get('/cat-edited.png') ?? []).toString(), 'mine');
        } finally {
          memory.dispose();
        }
      }),

  'fault-144 nothing is sent for a read-only virtual file system': () =>
    withGateway('crazyrouter', async (rig) => {
      const memory = memoryFiles('memfs-readonly', true);
      try {
        const images = [memory.put('/cat.png', SOURCE)];
        const result = await rig.edit({ prompt: 'x', images });
        assert.equal(result.outcome, 'config', result.message);
        assert.match(result.message ?? '', /^Can't write to .* \(NoPermissions\)/);
        assert.equal(rig.gateway.posts, 0);
      } finally {
        memory.dispose();
      }
    }),

  'fault-136 a link out of the workspace is rejected in a command with arguments and confirmed otherwise':
    () =>
      withGateway('crazyrouter', async (rig) => {
        const outside = mkdtempSync(path.join(tmpdir(), 'easel-outside-'));
        const link = path.join(rig.folder, 'assets');
        await symlink(outside, link);
        const target = vscode.Uri.file(link).toString();
        const result = await rig.generate({ prompt: 'x', target });
        assert.equal(result.outcome, 'config', result.message);
        assert.match(result.message ?? '', /outside the workspace/);
        assert.equal(rig.gateway.posts, 0);

        const escape = await linkEscape(target);
        assert.ok(escape);
        const { leaveWorkspace } = consentDialogs;
        await withNotices(async (texts) => {
          assert.equal(await leaveWorkspace?.(escape), false, 'dismissed');
          assert.equal(texts.length, 1);
        });
        await withNotices(async () => {
          assert.equal(await leaveWorkspace?.(escape), true);
        }, click('Save There'));
        assert.deepEqual(await readdir(outside), []);
        await rm(outside, { recursive: true });
      }),

  'fault-139 an unsaved source and a missing folder are rejected before anything is sent': () =>
    withGateway('crazyrouter', async (rig) => {
      const untitled = await rig.edit({ prompt: 'x', images: ['untitled:/cat.png'] });
      assert.equal(untitled.outcome, 'bad_request', untitled.message);
      const target = vscode.Uri.file(path.join(rig.folder, 'nowhere')).toString();
      const missing = await rig.generate({ prompt: 'x', target });
      assert.equal(missing.outcome, 'config', missing.message);
      assert.equal(rig.gateway.posts, 0);
    }),
};
