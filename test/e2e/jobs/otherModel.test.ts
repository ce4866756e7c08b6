/** Job 11 of the trial: repeat an earlier run with another model. */
import { test } from 'node:test';
import * as workbench from '../../host/workbench.ts';
import { CAT, PRACTICE, openPanelOn, run } from '../panel/panelRig.ts';
import { Actions } from '../rig/actions.ts';
import { savedPng, withVSCode } from '../rig.ts';

test('repeating an earlier run with another model takes at most 4 actions', () =>
  withVSCode(
    { name: 'job-model', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelOn(page, 'cat.png');
      await run(panel, 'make it gray');
      await savedPng(folder, 'cat-edited.png');
      await run(panel, 'flip it');
      await savedPng(folder, 'cat-edited-2.png');

      const actions = new Actions();
      await actions.do(() => panel.getByRole('tab', { name: 'History' }).click());
      const item = panel.getByRole('article', { name: 'make it gray' });
      await actions.do(() => item.getByRole('button', { name: 'More Actions' }).click());
      await actions.do(() => panel.getByRole('menuitem', { name: 'Try Another Model…' }).click());
      await actions.do(() => workbench.answer(page, 'gemini-3-pro-image'));
      // In Practice, this model's images are JPEG.
      await workbench.explorerRow(page, 'cat-edited.jpg').waitFor();
      const latest = panel.getByRole('article', { name: 'make it gray' }).first();
      await latest.getByText('gemini-3-pro-image', { exact: false }).first().waitFor();
      actions.end('an earlier run with another model', 4);
    },
  ));
