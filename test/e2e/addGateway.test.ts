import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { violationsIn } from '../host/accessibility.ts';
import * as workbench from '../host/workbench.ts';
import type { Page } from '../host/workbench.ts';
import { BLUE, RED, png } from '../support/image/images.ts';
import {
  inlineDataReply,
  startScriptedGateway,
  type ScriptedGateway,
} from '../support/gateway/scriptedGateway.ts';
import { answerStep, focused, step } from './rig/quickSteps.ts';
import { savedPng, until, withVSCode } from './rig.ts';

const CAT = png(64, 48, RED);
const KEY = 'sk-e2e-0123456789abcdef';
const ADD = 'Easel: Add a Gateway…';
/** VS Code fades its lists in. */
const IS_STILL =
  "document.querySelector('.quick-input-widget').getAnimations({ subtree: true }).every(({ playState }) => playState !== 'running')";

/** A gateway that takes its key as a Bearer token only, and lists one model that isn't the default. */
async function startRelay(): Promise<ScriptedGateway> {
  return await startScriptedGateway({
    script: ({ method, headers }) => {
      if (headers.authorization !== `Bearer ${KEY}`) return { status: 401, body: {} };
      if (method === 'POST') return inlineDataReply(png(64, 48, BLUE));
      return { body: { models: [{ name: 'models/gemini-2.5-flash-image' }] } };
    },
  });
}

test('a newcomer gets from an address and a key to an image, by keyboard', async () => {
  const relay = await startRelay();
  const { host } = new URL(relay.origin);
  try {
    await withVSCode({ name: 'add', files: { 'cat.png': CAT } }, async ({ page, folder }) => {
      await workbench.runCommand(page, 'Easel: Select Gateway…');
      await step(page, 'Select the gateway that creates');
      await page.keyboard.press('ArrowUp');
      await focused(page, 'Add a Gateway…').waitFor();
      await page.keyboard.press('Enter');

      await answerStep(
        page,
        'Paste the gateway',
        `${relay.origin}/v1/chat/completions`,
        `will use ${relay.origin}.`,
      );
      await answerStep(page, 'Enter a name', undefined, '');
      await workbench.passwordInput(page).waitFor();
      // Back keeps the answers.
      await page.keyboard.press('Control+Alt+Minus');
      await answerStep(page, 'Enter a name', KEY, "can't contain an API key");
      await answerStep(page, "can't contain an API key", 'Relay', '');
      await answerStep(page, 'Paste the API key', `Bearer ${KEY}`, '');
      await step(
        page,
        new RegExp(`${host} works.*The key goes in the Authorization: Bearer header`),
      );
      assert.equal(relay.posts, 0, 'nothing paid was sent');
      await page.keyboard.press('Enter');
      await workbench.notification(page, 'Added and selected Relay.').waitFor();

      await workbench.runCommand(page, 'Easel: Generate Image…');
      await workbench.answer(page, 'a lighthouse');
      await savedPng(folder, 'a-lighthouse.png');
      assert.equal(relay.posts, 1);
      const request = relay.requests.at(-1);
      assert.equal(request?.url, '/v1beta/models/gemini-2.5-flash-image:generateContent');
      assert.equal(request.headers.authorization, `Bearer ${KEY}`);
      assert.ok(!(await page.locator('body').innerText()).includes(KEY));
    });
  } finally {
    await relay.close();
  }
});

test('a test image is one paid request, and the step before it names the cost', async () => {
  const relay = await startRelay();
  try {
    await withVSCode({ name: 'add-test', files: { 'cat.png': CAT } }, async ({ page }) => {
      await workbench.runCommand(page, ADD);
      await walkToTheEnd(page, relay);
      await page.keyboard.press('ArrowDown');
      await workbench.screenshot(page, 'add-gateway-test-image');
      await focused(page, 'paid: one image').waitFor();
      await page.keyboard.press('Enter');
      await until(() => relay.posts === 1, 'the test image is one paid request');
    });
  } finally {
    await relay.close();
  }
});

test('the steps work in every theme, and a dismissed one leaves nothing behind', async () => {
  const relay = await startRelay();
  try {
    await withVSCode(
      { name: 'add-themes', files: { 'cat.png': CAT } },
      async ({ page, folder }) => {
        // VS Code's own lists break some rules of axe. A step must break no other.
        await page.keyboard.press('F1');
        await workbench.quickPickLabels(page);
        await page.waitForFunction(IS_STILL);
        const usual = (await violationsIn(page, '.quick-input-widget')).map(ruleOf);
        await page.keyboard.press('Escape');
        // Rows of the palette, with their keybindings, stay in the document.
        const isOwn = (violation: string) =>
          !usual.includes(ruleOf(violation)) && !violation.includes('monaco-keybinding');
        for (const theme of ['light', 'dark', 'high-contrast'] as const) {
          await useTheme(page, folder, theme);
          await workbench.runCommand(page, ADD);
          await walkToTheEnd(page, relay, async (name) => {
            await page.waitForFunction(IS_STILL);
            await workbench.screenshot(page, `add-gateway-${name}-${theme}`);
            const found = await violationsIn(page, '.quick-input-widget');
            assert.deepEqual(found.filter(isOwn), [], `${theme}, ${name}`);
          });
          await page.keyboard.press('Escape');
          await workbench.quickInput(page).waitFor({ state: 'hidden' });
        }
        await workbench.runCommand(page, 'Easel: Select Gateway…');
        const { host } = new URL(relay.origin);
        assert.ok(!(await workbench.quickPickLabels(page)).join().includes(host));
        assert.equal(relay.posts, 0);
      },
    );
  } finally {
    await relay.close();
  }
});

/** Answers all steps but the last. @param look called with the name of each step while it is shown */
async function walkToTheEnd(
  page: Page,
  relay: ScriptedGateway,
  look: (name: string) => Promise<void> = async () => undefined,
): Promise<void> {
  await step(page, 'Paste the gateway');
  await workbench
    .quickInput(page)
    .fill(`${relay.origin}/v1beta/models/x:generateContent?key=YOUR_KEY`);
  await step(page, `will use ${relay.origin}.`);
  await look('address');
  await page.keyboard.press('Enter');
  await step(page, 'Enter a name');
  await look('name');
  await page.keyboard.press('Enter');
  await step(page, 'Paste the API key');
  await workbench.quickInput(page).fill(KEY);
  await look('key');
  await page.keyboard.press('Enter');
  await step(page, /:\d+ works/);
  await look('finish');
}

function ruleOf(violation: string): string {
  return violation.split(':')[0] ?? '';
}

async function useTheme(
  page: Page,
  folder: string,
  theme: keyof typeof workbench.THEMES,
): Promise<void> {
  await mkdir(path.join(folder, '.vscode'), { recursive: true });
  const text = JSON.stringify({ 'workbench.colorTheme': workbench.THEMES[theme] });
  await writeFile(path.join(folder, '.vscode', 'settings.json'), text);
  const kind = {
    light: 'vs',
    dark: 'vs-dark',
    'high-contrast': 'hc-black',
    'high-contrast-light': 'hc-light',
  }[theme];
  await page.locator(`.monaco-workbench.${kind}`).first().waitFor();
}
