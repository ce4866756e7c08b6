import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { findLinkEscape } from '../../../src/disk/linkEscape.ts';

const root = await realpath(await mkdtemp(join(tmpdir(), 'easel-links-')));
after(() => rm(root, { recursive: true, force: true }));

const workspace = join(root, 'workspace');
const elsewhere = join(root, 'elsewhere');
/** A link to the workspace: it may be opened through one. */
const opened = join(root, 'opened-here');
before(async () => {
  await mkdir(elsewhere);
  await mkdir(join(workspace, 'assets', 'deep'), { recursive: true });
  await symlink(elsewhere, join(workspace, 'out'));
  await symlink(root, join(workspace, 'up'));
  await symlink(join(workspace, 'assets'), join(workspace, 'in'));
  await symlink(workspace, opened);
});

describe('fault-136 threat-T13 a link in the workspace', () => {
  test('that leads outside is found, with its real path', async () => {
    assert.equal(await findLinkEscape(join(workspace, 'out'), [workspace]), elsewhere);
    assert.equal(await findLinkEscape(join(workspace, 'up'), [workspace]), root);
    const deep = join(workspace, 'up', 'elsewhere');
    assert.equal(await findLinkEscape(deep, [workspace]), elsewhere);
  });

  test('that stays inside is no escape', async () => {
    assert.equal(await findLinkEscape(join(workspace, 'in'), [workspace]), undefined);
    assert.equal(await findLinkEscape(join(workspace, 'in', 'deep'), [workspace]), undefined);
    assert.equal(await findLinkEscape(join(workspace, 'assets'), [workspace]), undefined);
    assert.equal(await findLinkEscape(workspace, [workspace]), undefined);
  });

  test('that leads into another folder of the workspace is no escape', async () => {
    const folders = [workspace, elsewhere];
    assert.equal(await findLinkEscape(join(workspace, 'out'), folders), undefined);
  });

  test('to the workspace itself is no escape, because users open workspaces through links', async () => {
    assert.equal(await findLinkEscape(join(opened, 'assets'), [opened]), undefined);
    assert.equal(await findLinkEscape(join(opened, 'out'), [opened]), elsewhere);
  });
});

test("a folder outside of the workspace is the user's own choice", async () => {
  assert.equal(await findLinkEscape(elsewhere, [workspace]), undefined);
  assert.equal(await findLinkEscape(`${workspace}-2`, [workspace]), undefined);
  assert.equal(await findLinkEscape(root, [workspace]), undefined);
  assert.equal(await findLinkEscape(join(workspace, 'out'), []), undefined);
});

test('a folder whose name begins with two dots is inside', async () => {
  const odd = join(workspace, '..odd');
  await mkdir(odd);
  assert.equal(await findLinkEscape(odd, [workspace]), undefined);
  await symlink(elsewhere, join(odd, 'out'));
  assert.equal(await findLinkEscape(join(odd, 'out'), [workspace]), elsewhere);
});

test('a folder that does not exist leads nowhere', async () => {
  assert.equal(await findLinkEscape(join(workspace, 'missing'), [workspace]), undefined);
});

test('a workspace folder whose real path is unknown counts as it is named', async () => {
  const disk = {
    ...nodeDisk,
    realpath: (async (path: string) => {
      if (path === workspace) throw new Error('not now');
      return await realpath(path);
    }) as typeof nodeDisk.realpath,
  };
  const assets = join(workspace, 'assets');
  assert.equal(await findLinkEscape(assets, [workspace], disk), undefined);
  assert.equal(await findLinkEscape(join(workspace, 'out'), [workspace], disk), elsewhere);
});
