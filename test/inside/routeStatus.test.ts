import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  cloudflarePage,
  inlineDataReply,
  newApiError,
} from '../support/gateway/scriptedGateway.ts';
import { BLUE, RED, png } from '../support/image/images.ts';
import { savedNames, withGateway } from './rig/gateway.ts';
import type { RunResult } from './rig/gateway.ts';
import type { Tests } from './suite.ts';

const SOURCE = png(8, 6, RED);
const NO_CHANNEL = newApiError(500, 'get_channel_failed', 'no channel for this model');

export const tests: Tests = {
  'a run with arguments warns about a broken route and sends without asking': () =>
    withGateway('crazyrouter', async ({ gateway, put, edit }) => {
      const images = [await put('cat.png', SOURCE)];
      const model = `march-${Math.random().toString(36).slice(2)}`;
      const options = { prompt: 'make it blue', images, model };

      gateway.respond([NO_CHANNEL, cloudflarePage(524), inlineDataReply(png(8, 6, BLUE))]);
      const first = await edit(options);
      assert.deepEqual([first.outcome, first.warnings], ['route_unavailable', []]);

      const second = await edit(options);
      assert.equal(second.outcome, 'unknown');
      assert.equal(second.warnings.length, 1);
      assert.match(second.warnings[0]!, /Down since .*Your run.*get_channel_failed/);

      const third = await edit(options);
      assert.equal(third.outcome, 'saved');
      assert.match(third.warnings[0]!, /Down since .*Your run.*524/);
      assert.equal(gateway.posts, 3);
    }),

  'a retest sends one request without a warning and clears the route': () =>
    withGateway('crazyrouter', async ({ gateway, put, edit }) => {
      const images = [await put('cat.png', SOURCE)];
      const model = `retest-${Math.random().toString(36).slice(2)}`;
      gateway.respond([NO_CHANNEL, inlineDataReply(png(8, 6, BLUE)), inlineDataReply(SOURCE)]);
      assert.equal((await edit({ prompt: 'x', images, model })).outcome, 'route_unavailable');

      const retested = await vscode.commands.executeCommand<RunResult>('easel.retestRoute', {
        gateway: 'crazyrouter',
        model,
        operation: 'edit',
      });
      assert.deepEqual([retested.outcome, retested.warnings], ['saved', []]);
      assert.deepEqual(savedNames(retested).length, 1);
      assert.equal(gateway.posts, 2);

      const after = await edit({ prompt: 'again', images, model });
      assert.deepEqual(
        [after.outcome, after.warnings.filter((text) => /since/.test(text))],
        ['saved', []],
      );
      assert.equal(gateway.posts, 3);
    }),
};
