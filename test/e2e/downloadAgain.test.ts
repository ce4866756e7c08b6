import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import * as workbench from '../host/workbench.ts';
import { BLUE, RED, png } from '../support/image/images.ts';
import {
  hostedReply,
  startScriptedGateway,
  type ScriptedGateway,
  type ScriptedReply,
} from '../support/gateway/scriptedGateway.ts';
import { withVSCode } from './rig.ts';

const CAT = png(64, 48, RED);
const RESULT = png(64, 48, BLUE);
const FILE: ScriptedReply = { headers: { 'content-type': 'image/png' }, body: RESULT };
const GONE: ScriptedReply = { status: 410 };
const KEY = 'sk-canary-0a1b2c3d4e5f';
const CREATED = 'The image was created, but its download link at';

test('fault-102 the notice and the panel each download a paid image again without a second POST', async () => {
  const gateway = await startScriptedGateway();
  try {
    await withVSCode(
      { name: 'download-again', files: { 'cat.png': CAT }, settings: settingsFor(gateway) },
      async ({ page, folder }) => {
        gateway.respond([hostedReply(`${gateway.host('/a.png', GONE, FILE)}?token=s3cr3t`)]);
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.passwordInput(page).waitFor();
        await workbench.answer(page, KEY);
        await workbench.passwordInput(page).waitFor({ state: 'hidden' });
        await workbench.answer(page, 'make it blue');
        const notice = workbench.notification(page, CREATED);
        await notice.getByRole('button', { name: 'Download Again' }).waitFor();
        assert.doesNotMatch(String(await notice.textContent()), /s3cr3t|a\.png/);
        await workbench.screenshot(page, 'download-again');
        await notice.getByRole('button', { name: 'Download Again' }).click();
        await workbench.notification(page, 'Saved cat-edited.png (64×48 px').waitFor();
        await workbench.imageIsShown(page, 'cat-edited.png');
        assert.deepEqual(await readFile(path.join(folder, 'cat-edited.png')), Buffer.from(RESULT));

        await workbench.clearNotifications(page);
        gateway.respond([hostedReply(gateway.host('/b.png', GONE, FILE))]);
        await workbench.openImage(page, 'cat.png');
        await workbench.runCommand(page, 'Easel: Open Panel');
        const panel = workbench.webview(page);
        await panel.locator('#prompt textarea').fill('make it blue once more');
        await panel.getByRole('button', { name: 'Run', exact: true }).click();
        // After the first failure, the route may not work.
        await workbench.dialog(page).getByRole('button', { name: 'Send Anyway' }).click();
        await panel.getByText(CREATED).first().waitFor();
        await workbench.screenshot(page, 'download-again-panel');
        await panel.getByRole('button', { name: 'Download Again' }).click();
        await panel.getByText('cat-edited-2.png').first().waitFor();
        assert.equal(await workbench.editorTab(page, 'cat-edited-2.png').count(), 0);
        await panel.getByText(CREATED).first().waitFor({ state: 'hidden' });
        await workbench.screenshot(page, 'download-again-panel-done');
        const names = (await readdir(folder)).filter((name) => name.endsWith('.png'));
        assert.deepEqual(names.sort(), ['cat-edited-2.png', 'cat-edited.png', 'cat.png']);
        assert.equal(gateway.posts, 2);
        assert.equal(gateway.downloads.length, 4);
        assert.ok(!JSON.stringify(gateway.downloads.map(({ headers }) => headers)).includes(KEY));
      },
    );
  } finally {
    await gateway.close();
  }
});

function settingsFor(gateway: ScriptedGateway) {
  return {
    'easel.gateway': 'crazyrouter',
    'easel.gateways': [{ id: 'crazyrouter', baseUrl: gateway.origin }],
    'workbench.colorTheme': workbench.THEMES.dark,
  };
}
