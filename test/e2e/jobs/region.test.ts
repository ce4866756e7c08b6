/** Job 8 of the trial: change one region of an image of 4096 × 3072 px, by mouse and by keyboard. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodePngFile } from '../../../src/image/png/encodePng.ts';
import type { Pixels } from '../../../src/image/pixels/pixels.ts';
import * as workbench from '../../host/workbench.ts';
import { dragOver, openPanelOn, PRACTICE, run, type Panel } from '../panel/panelRig.ts';
import { Actions } from '../rig/actions.ts';
import { changedPixels, type Box } from '../rig/changedPixels.ts';
import { savedPng, withVSCode } from '../rig.ts';

const SIZE = [4096, 3072] as const;
/** How far a change fades out beyond the mark, and how exactly the panel states a mark of several strokes, in px. */
const [FEATHER, ROUNDING] = [4, 8];
const SOURCE = drawSource();

test('changing a region of a large image takes at most 6 actions by mouse and 25 keys', () =>
  withVSCode(
    { name: 'job-region', files: { 'photo.png': encodePngFile(SOURCE) }, settings: PRACTICE },
    async ({ page, folder }) => {
      const actions = new Actions();
      // A right-click and a click.
      const panel = await actions.do(() => actions.do(() => openPanelOn(page, 'photo.png')));
      await actions.do(() => panel.getByRole('button', { name: 'Mark Region…' }).click());
      await panel.locator('easel-region .pane img').waitFor();
      await actions.do(() => dragOver(page, panel, [1024, 768], [2048, 1536], SIZE));
      await actions.do(() => panel.getByRole('button', { name: 'Done' }).click());
      await actions.do(() => run(panel, 'grayscale'));
      const drawn = await markedBox(panel);
      for (const [at, edge] of [1024, 768, 2048, 1536].entries()) {
        assert.ok(Math.abs((drawn[at] ?? 0) - edge) < 30, drawn.join());
      }
      isOnlyChangedIn(await savedPng(folder, 'photo-edited.png'), drawn, FEATHER);
      actions.end('a region of a large image, by mouse', 6);

      const keys = new Actions('keys and typed texts');
      const press = (key: string) => keys.do(() => page.keyboard.press(key));
      await panel.locator('.strip').getByRole('option').first().waitFor();
      // F1, the command's name, and Enter.
      await keys.do(() =>
        keys.do(() => keys.do(() => workbench.runCommand(page, 'Easel: Open Panel'))),
      );
      await panel.locator('#prompt:focus-within').waitFor();
      await keys.do(() => page.keyboard.type(' please'));
      const button = panel.getByRole('button', { name: 'Change Region…' });
      for (let tabs = 0; tabs < 8; tabs += 1) {
        await press('Shift+Tab');
        if ((await panel.locator('#mark-region:focus-within').count()) > 0) break;
      }
      await button.waitFor();
      await press('Enter');
      await panel.locator('easel-region:focus-within').waitFor();
      // Adds a rectangle to the mark.
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Shift+ArrowLeft', 'Space']) {
        await press(key);
      }
      await press('Enter');
      await button.waitFor();
      const marked = await markedBox(panel);
      await press('ControlOrMeta+Enter');
      isOnlyChangedIn(await savedPng(folder, 'photo-edited-2.png'), marked, FEATHER + ROUNDING);
      await workbench.screenshot(page, 'job-region');
      keys.end('a region of a large image, by keyboard', 25);
    },
  ));

/** Reads the box of the mark, in px of the image. */
async function markedBox(panel: Panel): Promise<Box> {
  const text = await panel
    .getByText(/of the image \(\d/)
    .first()
    .textContent();
  const numbers = /\((\d+) × (\d+) px at (\d+), (\d+)\)/
    .exec(text ?? '')
    ?.slice(1)
    .map(Number);
  const [width = 0, height = 0, left = 0, top = 0] = numbers ?? [];
  assert.ok(width > 0, text ?? 'no mark');
  return [left, top, left + width, top + height];
}

/** @param reach in px: how far around the box pixels may change */
function isOnlyChangedIn(
  image: Awaited<ReturnType<typeof savedPng>>,
  box: Box,
  reach: number,
): void {
  assert.deepEqual([image.width, image.height], SIZE);
  const { inside, outside } = changedPixels(image, SOURCE, box, reach);
  assert.equal(outside, 0);
  const [left, top, right, bottom] = box;
  assert.ok(inside > (right - left) * (bottom - top) * 0.8, `${inside} px changed`);
}

/** Gradients with a pattern, so that every pixel changes if it becomes gray. */
function drawSource(): Pixels {
  const [width, height] = SIZE;
  const data = new Uint8Array(width * height * 4);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      data[at] = (x >> 5) & 0x7f;
      data[at + 1] = (y >> 5) + ((x ^ y) & 31);
      data[at + 2] = 40;
      data[at + 3] = 255;
    }
  }
  return { width, height, data };
}
