import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { accessibilityViolations } from '../../host/accessibility.ts';
import { RED, WHITE, png } from '../../support/image/images.ts';
import { withVSCode } from '../rig.ts';
import { PRACTICE, openPanelOn, promptBox, type Panel } from './panelRig.ts';

/** Larger than a thumbnail. */
const PHOTO = png(640, 480, (x, y) => (x > 200 && x < 440 && y > 120 && y < 360 ? RED : WHITE));
const DOG = png(32, 32, () => RED);

test('takes sources from the menu, a drop, and the clipboard, and orders them by keyboard', () =>
  withVSCode(
    { name: 'panel-sources', files: { 'cat.png': PHOTO, 'art/dog.png': DOG }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelOn(page, 'cat.png');
      const names = panel.locator('.images .name');

      const dog = pathToFileURL(path.join(folder, 'art', 'dog.png')).href;
      await drop(panel, `# from elsewhere\r\nfile:///etc/passwd.png\r\n${dog}`);
      await panel.getByRole('list').getByText('dog.png').waitFor();
      await paste(panel, PHOTO);
      await panel
        .getByRole('list')
        .getByText(/^pasted-/)
        .waitFor();
      assert.equal(await names.count(), 3, 'the file outside of the workspace was ignored');
      const drawings = panel.locator('.images canvas');
      await drawings.nth(2).waitFor();
      const sizes = await drawings.evaluateAll((all: readonly { width: number }[]) =>
        all.map(({ width }) => width),
      );
      assert.deepEqual(sizes, [192, 32, 192], 'as large as they are shown');
      assert.deepEqual(await accessibilityViolations(panel), []);

      await panel.getByRole('button', { name: 'Make dog.png the Source' }).focus();
      await page.keyboard.press('Enter');
      await panel.locator('section').first().getByText('dog.png').waitFor();
      for (const name of ['dog.png', 'cat.png']) {
        await panel.getByRole('button', { name: `Remove ${name}` }).click();
        await panel.getByRole('list').getByText(name).waitFor({ state: 'detached' });
      }

      const prompt = promptBox(panel);
      await prompt.fill('make it gray');
      await prompt.press('ControlOrMeta+Enter');
      await panel.getByRole('img', { name: /^pasted-\d+-edited\.png$/ }).waitFor();
      const saved = (await readdir(folder)).filter((name) => name.startsWith('pasted-'));
      assert.equal(saved.length, 1, 'only the result is in the workspace');
      assert.ok((await readFile(path.join(folder, 'cat.png'))).equals(PHOTO));
    },
  ));

/** Drops the URI list of a drag from the Explorer on the panel. */
async function drop(panel: Panel, list: string): Promise<void> {
  await panel.locator('body').evaluate((body: Target, text: string) => {
    const { DataTransfer, DragEvent } = body.ownerDocument.defaultView;
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/uri-list', text);
    body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, list);
}

/** Pastes an image. */
async function paste(panel: Panel, bytes: Uint8Array): Promise<void> {
  await panel.locator('body').evaluate(
    (body: Target, numbers: readonly number[]) => {
      const { ClipboardEvent, DataTransfer, File } = body.ownerDocument.defaultView;
      const clipboardData = new DataTransfer();
      clipboardData.items.add(
        new File([new Uint8Array(numbers)], 'image.png', { type: 'image/png' }),
      );
      body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    },
    [...bytes],
  );
}

interface Transfer {
  setData(type: string, text: string): void;
  readonly items: { add(file: unknown): void };
}

/** The part of a page's DOM that is used here, since tests are compiled for Node. */
interface Target {
  dispatchEvent(event: unknown): boolean;
  readonly ownerDocument: {
    readonly defaultView: {
      readonly DataTransfer: new () => Transfer;
      readonly DragEvent: new (type: string, init: object) => unknown;
      readonly ClipboardEvent: new (type: string, init: object) => unknown;
      readonly File: new (parts: unknown[], name: string, init: object) => unknown;
    };
  };
}
