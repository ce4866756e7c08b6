import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asSeenOverThere, insideWorkspace } from '../../../../src/panel/sources/drop.ts';

const FOLDERS = ['file:///home/me/site', 'vscode-remote://ssh%2Bbox/srv/game'];
const inside = (...addresses: string[]) => insideWorkspace(addresses, FOLDERS);

test('files of the workspace come through as they were given', () => {
  const good = [
    'file:///home/me/site/a.png',
    'file:///home/me/site/deep/er/b%20c.webp',
    'vscode-remote://ssh%2Bbox/srv/game/hero.png',
  ];
  assert.deepEqual(inside(...good), good);
});

test('nothing else does: neighbours, other hosts, steps upwards in every spelling, no addresses', () => {
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

test("a drive's letter is the same in either case and spelling", () => {
  const [folder, address] = ['file:///c%3A/site', 'file:///C:/site/a.png'];
  assert.deepEqual(insideWorkspace([address], [folder]), [address]);
});

test('in a remote window an address is read as the extension over there names its files', () => {
  const remote = asSeenOverThere('vscode-remote://wsl%2Bubuntu/home/me/site/a.png');
  assert.deepEqual(inside(remote), ['file:///home/me/site/a.png']);
  assert.deepEqual(inside(asSeenOverThere('vscode-remote://box/etc/a.png')), []);
  assert.equal(asSeenOverThere('https://a.test/a.png'), 'https://a.test/a.png');
});

test('no workspace, no files; never more than fifty; nothing throws', () => {
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
