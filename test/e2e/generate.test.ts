import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import * as workbench from '../host/workbench.ts';
import { savedPng, withVSCode } from './rig.ts';

const PRACTICE = { 'easel.gateway': 'practice' };

test('Generate Image… in the command palette saves a file named after the prompt', () =>
  withVSCode(
    { name: 'generate', files: { 'README.md': '# here' }, settings: PRACTICE },
    async ({ page, folder }) => {
      await workbench.runCommand(page, 'Easel: Generate Image…');
      await workbench.answer(page, 'a red circle');
      const image = await savedPng(folder, 'a-red-circle.png');
      assert.ok(image.width >= 512 && image.height >= 512);
      await workbench.editorTab(page, 'a-red-circle.png').waitFor();
    },
  ));

test('Generate Image… in the context menu of a folder saves into that folder', () =>
  withVSCode(
    { name: 'generate-into', files: { 'art/keep.txt': 'x', 'b.txt': 'x' }, settings: PRACTICE },
    async ({ page, folder }) => {
      await workbench.chooseInContextMenu(page, 'art', 'Generate Image…');
      await workbench.answer(page, 'a blue square');
      await savedPng(path.join(folder, 'art'), 'a-blue-square.png');
      assert.deepEqual((await readdir(folder)).sort(), ['art', 'b.txt']);
    },
  ));
