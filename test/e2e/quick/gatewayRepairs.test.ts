import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as workbench from '../../host/workbench.ts';
import type { Page } from '../../host/workbench.ts';
import { startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { RED, png } from '../../support/image/images.ts';
import { answerStep, focused, step } from '../rig/quickSteps.ts';
import { withVSCode } from '../rig.ts';

const FILES = { 'cat.png': png(64, 48, RED) };
const KEY = 'sk-e2e-0123456789abcdef';
const ADD = 'Easel: Add a Gateway…';

async function startRelay() {
  return await startScriptedGateway({
    script: ({ headers }) =>
      headers['x-goog-api-key'] === KEY
        ? { body: { models: [{ name: 'models/gemini-3.1-flash-image-preview' }] } }
        : { status: 401, body: {} },
  });
}

/** Waits until the open list has the focus on its first row, which has this text. */
async function firstRow(page: Page, text: string): Promise<void> {
  await focused(page, text).waitFor();
  const [first] = await workbench.quickPickLabels(page);
  assert.ok(first?.includes(text), first);
}

async function isOffered(page: Page, host: string): Promise<boolean> {
  await workbench.runCommand(page, 'Easel: Select Gateway…');
  const ownRow = 'with its address and your API key';
  await page.locator('.quick-input-list .monaco-list-row', { hasText: ownRow }).waitFor();
  const labels = await workbench.quickPickLabels(page);
  await page.keyboard.press('Escape');
  // Rows of an earlier list stay in the document for a moment.
  return labels.some((label) => label.includes(host) && label.includes('Uses your own API key'));
}

test('Enter repairs a rejected key and a dead address, and adds nothing that does not work', async () => {
  const relay = await startRelay();
  const dead = await startRelay();
  await dead.close();
  const { host } = new URL(relay.origin);
  try {
    await withVSCode({ name: 'add-repairs', files: FILES }, async ({ page }) => {
      const widget = page.locator('.quick-input-widget:visible');
      await workbench.runCommand(page, ADD);
      await answerStep(page, 'Paste the gateway', dead.origin, `will use ${dead.origin}.`);
      await answerStep(page, 'Enter a name', undefined, '');
      await answerStep(page, 'Paste the API key', 'sk-wrong-0123456789', '');
      await firstRow(page, 'Change the Address');
      await focused(
        page,
        `Couldn't connect to ${new URL(dead.origin).host} (ECONNREFUSED).`,
      ).waitFor();
      await widget.getByText('Add a Gateway (4/5)').waitFor();
      await workbench.screenshot(page, 'add-gateway-dead-address');

      await page.keyboard.press('Enter');
      await step(page, `will use ${dead.origin}.`);
      assert.equal(await workbench.quickInput(page).inputValue(), dead.origin);
      await widget.getByText('Add a Gateway (1/5)').waitFor();
      await answerStep(page, 'will use', relay.origin, `will use ${relay.origin}.`);
      await answerStep(page, 'Enter a name', undefined, '');
      await answerStep(page, 'Paste the API key', undefined, '');
      await firstRow(page, 'Change the Key');
      await focused(page, `${host} rejected the key (HTTP 401).`).waitFor();
      await workbench.screenshot(page, 'add-gateway-rejected-key');
      const labels = await workbench.quickPickLabels(page);
      assert.match(labels.at(-1) ?? '', /Add Anyway.*Doesn't work yet/s);

      await page.keyboard.press('Enter');
      await workbench.passwordInput(page).waitFor();
      assert.equal(await workbench.quickInput(page).inputValue(), 'sk-wrong-0123456789');
      await widget.getByText('Add a Gateway (3/5)').waitFor();
      await page.keyboard.press('Enter');
      await firstRow(page, 'Change the Key');
      assert.equal(await isOffered(page, host), false);

      await workbench.runCommand(page, ADD);
      await answerStep(page, 'Paste the gateway', relay.origin, `will use ${relay.origin}.`);
      await answerStep(page, 'Enter a name', undefined, '');
      await answerStep(page, 'Paste the API key', 'sk-wrong-0123456789', '');
      await firstRow(page, 'Change the Key');
      await page.keyboard.press('Enter');
      await workbench.passwordInput(page).fill(KEY);
      await page.keyboard.press('Enter');
      await step(page, new RegExp(`${host} works`));
      await page.keyboard.press('Control+Alt+Minus');
      await workbench.passwordInput(page).fill('sk-wrong-0123456789');
      await page.keyboard.press('Enter');
      await firstRow(page, 'Change the Key');
      await workbench.pick(page, 'Add Anyway (Key in the x-goog-api-key Header)');
      await workbench.notification(page, /it rejected the API key/).waitFor();
      assert.equal(await isOffered(page, host), true);
      assert.equal(relay.posts, 0);
    });
  } finally {
    await relay.close();
  }
});

test('a pasted curl command gives the address and the key, and the screen shows no key', async () => {
  const relay = await startRelay();
  const { host } = new URL(relay.origin);
  try {
    await withVSCode({ name: 'add-curl', files: FILES }, async ({ page }) => {
      await workbench.runCommand(page, ADD);
      await step(page, 'Paste the gateway');
      const address = `${relay.origin}/v1beta/models/x:generateContent`;
      await workbench
        .quickInput(page)
        .fill(
          `curl "${address}" \\\n  -H 'x-goog-api-key: ${KEY}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"contents":[]}'`,
        );
      await step(page, `will use ${relay.origin}. The pasted key goes to secret storage`);
      await page.waitForFunction(
        `document.querySelector('.quick-input-box input')?.value === ${JSON.stringify(address)}`,
      );
      await workbench.screenshot(page, 'add-gateway-curl');
      await page.keyboard.press('Enter');
      await answerStep(page, 'Enter a name', undefined, '');
      await step(page, 'This is the key that you pasted with the address.');
      assert.equal(await workbench.passwordInput(page).inputValue(), KEY);
      // Back doesn't show the key either.
      await page.keyboard.press('Control+Alt+Minus');
      await step(page, 'Enter a name');
      await page.keyboard.press('Control+Alt+Minus');
      await step(page, 'The pasted key goes to secret storage');
      assert.equal(await workbench.quickInput(page).inputValue(), address);
      await page.keyboard.press('Enter');
      await answerStep(page, 'Enter a name', undefined, '');
      await answerStep(page, 'This is the key', undefined, '');
      await step(page, new RegExp(`${host} works`));
      await page.keyboard.press('Enter');
      await workbench.notification(page, 'Added and selected').waitFor();
      assert.ok(!(await page.locator('body').innerText()).includes(KEY));
      assert.equal(relay.requests.at(-1)?.headers['x-goog-api-key'], KEY);
    });
  } finally {
    await relay.close();
  }
});
