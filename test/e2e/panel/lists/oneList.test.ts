import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from '../../../host/workbench.ts';
import * as workbench from '../../../host/workbench.ts';
import { savedPng, withVSCode } from '../../rig.ts';
import { CAT, PRACTICE, chooseInMenu, openPanelOn } from '../panelRig.ts';

test('one list: the strip shows images of commands and follows their files, and items of the history become results', () =>
  withVSCode({ name: 'one-list', files: { 'cat.png': CAT }, settings: PRACTICE }, async (rig) => {
    const { page, folder } = rig;
    const panel = await openPanelOn(page, 'cat.png');
    await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
    await workbench.answer(page, 'make it gray');
    await savedPng(folder, 'cat-edited.png');
    const shown = panel.getByRole('option');
    await shown.and(panel.getByLabel('cat-edited.png')).waitFor();
    await panel.getByRole('button', { name: 'Compare', exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Save As…' }).waitFor();

    // A star is found by the search, and kept with the file when it gets another name.
    await shown.first().click();
    await page.keyboard.press('3');
    await panel.getByRole('option', { name: /★3/ }).waitFor();
    await rename(page, 'cat-edited.png', 'gray.png');
    await panel.getByRole('option', { name: 'gray.png, ★3' }).waitFor();
    await panel.getByRole('tab', { name: 'History' }).click();
    await panel.getByRole('switch', { name: 'Show Starred Only' }).click();
    await panel.getByText('Items: 1 of 1').waitFor();
    const show = panel.getByRole('button', { name: 'Show gray.png' });
    await show.waitFor();

    // Removing the card keeps the file, and can be undone.
    await panel.getByRole('tab', { name: 'Results' }).click();
    await chooseInMenu(panel, 'Remove from History');
    await panel.getByText('Removed gray.png from the history.').waitFor();
    assert.equal(await shown.count(), 0);
    await panel.getByRole('button', { name: 'Undo' }).click();
    await panel.getByRole('option', { name: 'gray.png, ★3' }).waitFor();

    // A deleted file is marked, and the item opens again when it is back.
    const bytes = await readFile(path.join(folder, 'gray.png'));
    await deleteFile(page, 'gray.png');
    await panel.getByText('The file was deleted or moved.').waitFor();
    await panel.getByRole('tab', { name: 'History' }).click();
    await panel.getByText('gray.png (missing)').waitFor();
    await writeFile(path.join(folder, 'gray.png'), bytes);
    await panel.getByRole('switch', { name: 'Show Starred Only' }).click();
    await show.click();
    await panel.getByRole('tab', { name: 'Results', selected: true }).waitFor();
    await panel.getByRole('img', { name: 'gray.png' }).waitFor();

    // A file that was deleted here comes back from the history, also without the notice and its Undo.
    await panel.getByRole('option', { name: 'gray.png, ★3' }).press('Delete');
    const notice = panel.locator('.deleted');
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await panel.getByRole('tab', { name: 'History' }).click();
    await panel.getByText('gray.png (deleted)').waitFor();
    await assert.rejects(readFile(path.join(folder, 'gray.png')), { code: 'ENOENT' });
    await chooseInMenu(panel, 'Restore');
    await show.waitFor();
    assert.ok((await readFile(path.join(folder, 'gray.png'))).equals(bytes));
  }));

async function rename(page: Page, from: string, to: string): Promise<void> {
  await workbench.chooseInContextMenu(page, from, 'Rename...');
  const box = page.locator('.explorer-item-edited input');
  await box.fill(to);
  await box.press('Enter');
}

async function deleteFile(page: Page, name: string): Promise<void> {
  await workbench.chooseInContextMenu(page, name, 'Delete Permanently');
  await workbench.dialog(page).getByRole('button', { name: 'Delete' }).click();
}
