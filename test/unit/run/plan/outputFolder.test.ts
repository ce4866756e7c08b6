import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CheckError } from '../../../../src/errors.ts';
import { outputFolder, workspaceFolderOf } from '../../../../src/run/plan/outputFolder.ts';
import { refused } from '../../../support/expect.ts';

const CONTEXT = {
  sourceDir: 'file:///w/art' as string | undefined,
  workspaceFolder: 'file:///w' as string | undefined,
  join: (folder: string, path: string) => new URL(path, `${folder}/`).href,
  toUri: (location: object) => `file://${'path' in location ? String(location.path) : ''}`,
};

describe('the folder of a result', () => {
  for (const [setting, folder, mayCreate] of [
    ['${sourceDir}', 'file:///w/art', true],
    ['${sourceDir}/out', 'file:///w/art/out', true],
    ['${workspaceFolder}', 'file:///w', undefined],
    ['${workspaceFolder}/assets/', 'file:///w/assets', true],
    ['assets\\made', 'file:///w/assets/made', true],
    ['./assets', 'file:///w/assets', true],
    ['../other', 'file:///other', undefined],
    ['${workspaceFolder}/../wide', 'file:///wide', undefined],
    ['/tmp/all', 'file:///tmp/all', undefined],
    ['C:\\all', 'file:///C:/all', undefined],
  ] as const) {
    test(`report-E3 “${setting}” is ${folder}, ${mayCreate ? 'created' : 'not created'}`, () => {
      const expected = { folder, ...(mayCreate && { mayCreate }) };
      assert.deepEqual(outputFolder(setting, CONTEXT), expected);
    });
  }

  test('report-E3 a new image, or one without a workspace, has what there is', () => {
    const none = { ...CONTEXT, sourceDir: undefined };
    assert.equal(outputFolder('${sourceDir}/out', none)?.folder, 'file:///w/out');
    const loose = { ...CONTEXT, workspaceFolder: undefined };
    assert.equal(outputFolder('assets', loose), undefined);
    assert.deepEqual(outputFolder('${sourceDir}', loose), { folder: 'file:///w/art' });
  });

  test('report-E3 a misspelled placeholder is refused', () => {
    for (const setting of ['${workspace}/x', 'a/${sourceDir}', '${sourceDir}/${prompt}']) {
      assert.throws(
        () => outputFolder(setting, CONTEXT),
        (error) => error instanceof CheckError && error.problem.kind === 'unknown-placeholder',
      );
    }
  });

  for (const [own, setting, scheme] of [
    ['file:///w', 'memfs:/out', 'memfs'],
    ['file:///w', 'vscode-vfs://github/me/public', 'vscode-vfs'],
    ['file:///w', 'FTP://evil.example/x', 'ftp'],
    ['vscode-vfs://github/me/repo', 'vscode-vfs://evil/me/repo', 'vscode-vfs'],
    ['vscode-remote://ssh-remote%2Bone/w', 'file:///tmp', 'file'],
    ['vscode-remote://ssh-remote%2Bone/w', 'vscode-remote://ssh-remote+two/w', 'vscode-remote'],
    [undefined, 'memfs:/out', 'memfs'],
  ] as const) {
    test(`report-E3 a folder at ${setting} is refused for a workspace at ${own}`, () => {
      const context = { ...CONTEXT, workspaceFolder: own, sourceDir: own };
      assert.deepEqual(
        refused(() => outputFolder(setting, context)),
        { kind: 'foreign-folder', scheme },
      );
    });
  }

  test('report-E3 a URI of the workspace’s own file system is taken', () => {
    const toUri = (location: object) => ('uri' in location ? String(location.uri) : '');
    for (const [own, setting] of [
      ['file:///w', 'file:///tmp/all'],
      ['file:///w', 'FILE:///tmp/all'],
      [undefined, 'file:///tmp/all'],
      ['vscode-remote://ssh-remote%2Bone/w', 'vscode-remote://ssh-remote+one/x'],
      ['memfs:/w', 'memfs:/out'],
    ] as const) {
      const context = { ...CONTEXT, toUri, workspaceFolder: own, sourceDir: own };
      assert.deepEqual(outputFolder(setting, context), { folder: setting });
    }
  });

  test('report-E3 the workspace folder is the innermost that has the source', () => {
    const folders = ['file:///a', 'file:///a/b'].map((uri) => ({ uri, name: uri }));
    assert.equal(workspaceFolderOf('file:///a/b/cat.png', { folders }), 'file:///a/b');
    assert.equal(workspaceFolderOf('file:///ab/cat.png', { folders }), 'file:///a');
    assert.equal(workspaceFolderOf(undefined, { folders: [] }), undefined);
  });
});
