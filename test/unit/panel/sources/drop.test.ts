import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insideWorkspace, onRemoteMachine } from '../../../../src/panel/sources/drop.ts';

const FOLDERS = ['file:///home/me/site', 'vscode-remote://ssh%2Bbox/srv/game'];
const inside = (...addresses: string[]) => insideWorkspace(addresses, FOLDERS);

test('returns files of the workspace unchanged', () => {
  const good = [
    'file:///home/me/site/a.png',
    'file:///home/me/site/deep/er/b%20c.webp',
    'vscode-remote://ssh%2Bbox/srv/game/hero.png',
  ];
  assert.deepEqual(inside(...good), good);
});

test('rejects files outside of the workspace, other hosts, parent folders in every spelling, and invalid addresses', () => {
  const bad = [
    'file:///home/me/site',
    'file:///home/me/site2/a.png',
    'file:///home/me/site/../secret.png',
    'file:///home/me/site/%2e%2e/secret.png',
    'file:///home/me/site/..%2Fsecret.png',
    'file:///home/me/site/..%5Csecret.png',
    'file:///home/me/site/a.png%00.exe',
    'file:///home/me/site/a.png?x#y',
    'file://server/home/me/site/a.png',
    'vscode-remote://ssh%2Bother/srv/game/hero.png',
    'https://site.test/home/me/site/a.png',
    'data:image/png;base64,AAAA',
    '/home/me/site/a.png',
    'command:easel.openPanel',
    '',
  ];
  assert.deepEqual(inside(...bad), []);
});

test('ignores the case and the encoding of a drive letter', () => {
  const [folder, address] = ['file:///c%3A/site', 'file:///C:/site/a.png'];
  assert.deepEqual(insideWorkspace([address], [folder]), [address]);
});

test('converts the addresses of a remote window to those of the remote machine', () => {
  const remote = onRemoteMachine('vscode-remote://wsl%2Bubuntu/home/me/site/a.png');
  assert.deepEqual(inside(remote), ['file:///home/me/site/a.png']);
  assert.deepEqual(inside(onRemoteMachine('vscode-remote://box/etc/a.png')), []);
  assert.equal(onRemoteMachine('https://a.test/a.png'), 'https://a.test/a.png');
});

test('returns no file without a workspace, never more than 50, and never throws', () => {
  assert.deepEqual(insideWorkspace(['file:///home/me/site/a.png'], []), []);
  assert.equal(inside(...Array<string>(80).fill('file:///home/me/site/a.png')).length, 50);
  fc.assert(
    fc.property(fc.string(), (tail) => {
      for (const address of inside(tail, `file:///home/me/site/${tail}`)) {
        const { pathname } = new URL(address);
        assert.ok(decodeURIComponent(pathname).startsWith('/home/me/site/'));
      }
    }),
    { numRuns: 1000 },
  );
});
