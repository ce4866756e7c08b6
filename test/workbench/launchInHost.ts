import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Tests } from '../inside/suite.ts';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** Runs in the window that F5 opens. */
export const tests: Tests = {
  'the window shows samples/, which chooses the Practice gateway': () => {
    const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => path.basename(uri.path));
    assert.deepEqual(folders, ['samples']);
    assert.equal(vscode.workspace.getConfiguration('easel').get('gateway'), 'practice');
  },

  'Easel runs from this repository': () => {
    const easel = vscode.extensions.getExtension('easel-vscode.easel');
    assert.equal(easel?.extensionPath, process.env['EASEL_TEST_EXTENSION']);
  },

  'every command of the manifest is registered': async () => {
    const easel = vscode.extensions.getExtension<unknown>('easel-vscode.easel');
    await easel?.activate();
    const { contributes } = easel?.packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
    assert.ok(contributes.commands.length > 10);
  },
};
