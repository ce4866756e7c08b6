/** Try Again on a result whose gateway is no longer the selected one. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askWhere } from '../../../src/vscode/panel/runs/askWhere.ts';
import { set } from '../rig/gateway.ts';
import { click, withNotices } from '../rig/notices.ts';
import type { Tests } from '../suite.ts';

async function withSelected(gateway: string, work: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('easel');
  try {
    await set(settings, 'gateway', gateway);
    await work();
  } finally {
    await set(settings, 'gateway', undefined);
  }
}

export const tests: Tests = {
  'Try Again asks before it charges at another gateway, and can use the earlier one': () =>
    withSelected('google', async () => {
      await withNotices(async (texts) => {
        assert.equal(await askWhere({ gateway: 'practice' }), undefined, 'dismissed');
        assert.match(texts[0] ?? '', /^Try again with Google.*\? This image comes from Practice/);
      });
      await withNotices(async () => {
        assert.deepEqual(await askWhere({ gateway: 'practice' }), { gateway: 'practice' });
      }, click('Use Practice'));
      const first = async (_: string, [button]: readonly string[]) => button;
      await withNotices(async () => {
        assert.deepEqual(await askWhere({ gateway: 'practice' }), { gateway: 'google' });
        assert.deepEqual(await askWhere({}), { gateway: 'google' });
      }, first);
    }),

  'Try Again does not ask at the same gateway, or at a free one': async () => {
    await withSelected('google', () =>
      withNotices(async (texts) => {
        assert.deepEqual(await askWhere({ gateway: 'google' }), {});
        assert.deepEqual([...texts], []);
      }),
    );
    await withSelected('practice', () =>
      withNotices(async (texts) => {
        assert.deepEqual(await askWhere({ gateway: 'google' }), {});
        assert.deepEqual([...texts], []);
      }),
    );
  },
};
