/** Job 14 of the trial: save a result as WebP with quality 80 in another folder. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import * as workbench from '../../host/workbench.ts';
import { CAT, PRACTICE, enterPath, openPanelOn, run } from '../panel/panelRig.ts';
import { Actions } from '../rig/actions.ts';
import { savedPng, withVSCode } from '../rig.ts';

test('saving a result as WebP with quality 80 in another folder takes at most 5 actions', () =>
  withVSCode(
    { name: 'job-webp', files: { 'cat.png': CAT, 'web/index.html': 'x' }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelOn(page, 'cat.png');
      await run(panel, 'make it gray');
      await savedPng(folder, 'cat-edited.png');
      const actions = new Actions();
      await actions.do(() => panel.getByRole('button', { name: 'Save As…' }).click());
      await actions.do(() => workbench.answer(page, 'WebP 80'));
      const file = path.join(folder, 'web', 'cat.webp');
      // VS Code's dialog opens with a suggestion.
      while (!(await workbench.quickInput(page).inputValue()).endsWith('.webp')) {
        await page.waitForTimeout(100);
      }
      await actions.do(() => enterPath(page, file));
      await workbench.notification(page, 'Saved cat.webp (').waitFor();
      assert.equal(inspectImage(await readFile(file))?.type, 'webp');
      actions.end('WebP 80 in another folder', 5);
    },
  ));
