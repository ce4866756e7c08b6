import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { launchBrowser } from '../host/chromium.ts';
import { vsix } from '../host/paths.ts';
import { startServer } from '../host/server.ts';
import * as workbench from '../host/workbench.ts';
import { IMAGE } from '../support/disk/saving.ts';
import { inlineDataReply, startScriptedGateway } from '../support/gateway/scriptedGateway.ts';

const CHILD = path.join(import.meta.dirname, '../support/disk/saveChild.ts');

/** Kills a process after its paid request and before it publishes the image. Returns its folder. */
async function killBeforeSaving(): Promise<string> {
  const home = await mkdtemp(path.join(tmpdir(), 'easel-killed-'));
  const gateway = await startScriptedGateway({ script: inlineDataReply(IMAGE) });
  try {
    const signal = await new Promise((resolve) => {
      // The first link gives the image its place in the spool, the second one its name.
      execFile(process.execPath, [CHILD, gateway.origin, home, 'link 2'], (error) => {
        resolve(error?.signal);
      });
    });
    assert.equal(signal, 'SIGKILL');
    assert.equal(gateway.posts, 1);
  } finally {
    await gateway.close();
  }
  return home;
}

test('fault-120 the next window saves the paid image of a killed window, byte for byte', async () => {
  const home = await killBeforeSaving();
  const project = path.join(home, 'project');
  const before = await readdir(project);
  const server = await startServer({ name: 'e2e-recovery', vsix });
  const storage = path.join(server.dataDir, 'data/User/globalStorage/easel-vscode.easel');
  await mkdir(storage, { recursive: true });
  await rename(path.join(home, 'spool'), path.join(storage, 'spool'));
  const browser = await launchBrowser();
  try {
    const page = await workbench.openFolder(browser, server, project);
    const notice = workbench.notification(page, "wasn't saved before the window closed");
    await notice.waitFor();
    await notice.getByRole('button', { name: 'Save', exact: true }).click();
    await workbench.editorTab(page, 'cat-edited-2.png').waitFor();
    assert.deepEqual((await readdir(project)).sort(), [...before, 'cat-edited-2.png'].sort());
    const saved = await readFile(path.join(project, 'cat-edited-2.png'));
    assert.ok(saved.equals(Buffer.from(IMAGE)));
    assert.deepEqual(await readdir(path.join(storage, 'spool')), []);
  } finally {
    await browser.close();
    await server.stop();
    await rm(home, { recursive: true, force: true });
  }
});
