/** Light and Dark: the only set that takes requests says so, and both images are transparent. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodePixels } from '../../../src/image/pixels/codec.ts';
import * as workbench from '../../host/workbench.ts';
import { png } from '../../support/image/images.ts';
import { PRACTICE } from '../panel/panelRig.ts';
import { withVSCode } from '../rig.ts';
import { step } from '../rig/quickSteps.ts';

const LOGO = png(160, 120, (x, y) =>
  Math.hypot(x - 80, y - 60) < 40 ? [220, 120, 30] : [255, 255, 255],
);

test('a logo for light and for dark pages, and Undo takes both back', () =>
  withVSCode(
    { name: 'theme-pair', files: { 'logo.png': LOGO }, settings: PRACTICE },
    async ({ page, folder }) => {
      await workbench.openImage(page, 'logo.png');
      await workbench.runCommand(page, 'Easel: Make Icon Set…');
      await step(page, 'Select a set. You see its files before they are written');
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Light and Dark' });
      await workbench.quickInput(page).fill('Light and Dark');
      await row.getByText('2 requests, free').waitFor();
      await workbench.screenshot(page, 'theme-pair');
      await page.keyboard.press('Enter');
      const notice = workbench.notification(page, 'Saved logo-light.png and logo-dark.png');
      await notice.waitFor();
      const read = async (name: string) => await decodePixels(await readFile(join(folder, name)));
      const [light, dark] = [await read('logo-light.png'), await read('logo-dark.png')];
      assert.deepEqual([light.data[3], dark.data[3]], [0, 0]);
      const middle = (60 * 160 + 80) * 4;
      const lightOf = ({ data }: typeof light) => Number(data[middle]) + Number(data[middle + 1]);
      assert.ok(lightOf(dark) > lightOf(light), 'the one for dark pages is brighter');
      await notice.getByRole('button', { name: 'Undo' }).click();
      await workbench.notification(page, 'Deleted').waitFor();
      assert.deepEqual(await readdir(folder), ['logo.png']);
    },
  ));
