/** Job 10 of the trial: refine an image three times, then branch from the second result. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import * as workbench from '../../host/workbench.ts';
import { CAT, PRACTICE, openPanelOn, promptBox, type Panel } from '../panel/panelRig.ts';
import { Actions } from '../rig/actions.ts';
import { savedPng, withVSCode } from '../rig.ts';

test('refining an image three times and branching from the second result takes at most 8 actions', () =>
  withVSCode(
    { name: 'job-refine', files: { 'photo.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const actions = new Actions();
      // A right-click and a click.
      const panel = await actions.do(() => actions.do(() => openPanelOn(page, 'photo.png')));
      await actions.do(() => typed(panel, 'make it gray', 'ControlOrMeta+Enter'));
      await savedPng(folder, 'photo-edited.png');
      const results = panel.locator('.strip').getByRole('option');
      await results.first().waitFor();

      await panel.getByRole('button', { name: 'Refine Result' }).waitFor();
      await actions.do(() => typed(panel, 'flip it', 'ControlOrMeta+Shift+Enter'));
      await results.nth(1).waitFor();
      await isSource(panel, 'photo-edited.png');
      await actions.do(() => typed(panel, 'blur it', 'ControlOrMeta+Shift+Enter'));
      await results.nth(2).waitFor();
      await isSource(panel, 'photo-edited-2.png');

      await actions.do(() =>
        panel
          .locator('.strip')
          .getByRole('option', { name: /photo-edited-2\.png/ })
          .click(),
      );
      await actions.do(() => typed(panel, 'invert it', 'ControlOrMeta+Shift+Enter'));
      await results.nth(3).waitFor();
      await isSource(panel, 'photo-edited-2.png');
      assert.deepEqual((await readdir(folder)).sort(), [
        'photo-edited-2.png',
        'photo-edited-3.png',
        'photo-edited-4.png',
        'photo-edited.png',
        'photo.png',
      ]);
      await workbench.screenshot(page, 'job-refine');
      actions.end('refine ×3 and branch from the second', 8);
    },
  ));

async function typed(panel: Panel, prompt: string, keys: string): Promise<void> {
  await promptBox(panel).fill(prompt);
  await promptBox(panel).press(keys);
}

async function isSource(panel: Panel, name: string): Promise<void> {
  await panel.getByRole('list').first().getByText(name, { exact: true }).waitFor();
}
