import assert from 'node:assert/strict';
import { join, sep } from 'node:path';
import { test } from 'node:test';
import { historyFolder } from '../../../src/history/historyFolder.ts';

function folderOf(workspace: string): string {
  const folder = historyFolder(join('/s', workspace, 'easel-vscode.easel'));
  return folder.split(sep).slice(2).join('/');
}

test('all windows of a workspace share one folder, whatever number VS Code adds to their storage', () => {
  const desktop = '0f3c9a5be1d24a7796c8d1e2f3a4b5c6';
  assert.equal(folderOf(desktop), `${desktop}/easel-vscode.easel/history`);
  assert.equal(folderOf(`${desktop}-1`), folderOf(desktop));
  assert.equal(folderOf('-7ad0a2f7-3'), folderOf('-7ad0a2f7'));
});

test('a name that only looks like one with a number is kept', () => {
  assert.equal(folderOf('-7ad0a2f7'), '-7ad0a2f7/easel-vscode.easel/history');
  assert.equal(folderOf('ext-dev-1'), 'ext-dev-1/easel-vscode.easel/history');
});
