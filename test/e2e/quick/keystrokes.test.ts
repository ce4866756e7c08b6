import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import * as workbench from '../../host/workbench.ts';
import { RED, png } from '../../support/image/images.ts';
import { until, withVSCode } from '../rig.ts';

const PRACTICE = { 'easel.gateway': 'practice' };
const CAT = png(64, 48, RED);
const RUNS = 10;
const KEYSTROKES = 500;

test(`${KEYSTROKES} keystrokes typed in a document during ${RUNS} finishing runs all arrive`, () =>
  withVSCode(
    { name: 'keystrokes', files: { 'cat.png': CAT, 'notes.md': '' }, settings: PRACTICE },
    async ({ page, folder }) => {
      for (let run = 0; run < RUNS; run++) {
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        // The first runs wait longest, so that all of them end while the test types.
        const seconds = Math.max(5, 30 - 2 * run);
        await workbench.answer(page, `make it gray, rotate it ${run} times [slow: ${seconds}]`);
      }
      const results = async () =>
        (await readdir(folder)).filter((name) => name.startsWith('cat-edited')).length;
      await workbench.explorerRow(page, 'notes.md').dblclick();
      const editor = page.locator('.editor-instance .monaco-editor.focused');
      await editor.waitFor();
      const before = await results();

      let typed = '';
      const deadline = Date.now() + 120_000;
      while (typed.length < KEYSTROKES || (await results()) < RUNS) {
        assert.ok(Date.now() < deadline, `${await results()} of ${RUNS} runs ended`);
        const letter = String.fromCharCode(97 + (typed.length % 26));
        await page.keyboard.press(letter);
        typed += letter;
      }
      // The last results open after their files appear.
      await page.waitForTimeout(3_000);
      for (const letter of 'the end') {
        await page.keyboard.press(letter === ' ' ? 'Space' : letter);
        typed += letter;
      }
      assert.ok(before < RUNS, 'runs ended while the test typed');
      await page.keyboard.press('ControlOrMeta+s');
      const notes = async () => await readFile(path.join(folder, 'notes.md'), 'utf8');
      let text = '';
      const saved = setInterval(() => void notes().then((found) => (text = found)), 200);
      await until(() => text.length >= typed.length, 'the document lost keystrokes').finally(() => {
        clearInterval(saved);
      });
      assert.equal(text.trimEnd(), typed);
      console.log(`# ${typed.length} keystrokes arrived while ${RUNS - before} runs ended`);
    },
  ));
