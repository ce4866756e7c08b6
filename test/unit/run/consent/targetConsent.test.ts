/** What the runner checks and asks about target and mark before it sends. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CheckError } from '../../../../src/errors.ts';
import type { ActionOptions } from '../../../../src/run/runnerParts.ts';
import { PICTURE } from '../../../support/faults/faults.ts';
import { inlineDataReply } from '../../../support/gateway/scriptedGateway.ts';
import {
  breakRoute,
  NO_QUESTIONS,
  unasked,
  withRunner,
  type RunnerRig,
} from '../../../support/runnerRig.ts';

const IMAGE = inlineDataReply(PICTURE);

describe('a target that is a link out of the workspace', () => {
  async function withLink(
    body: (rig: RunnerRig, target: string, outside: string) => Promise<void>,
  ) {
    const outside = await mkdtemp(join(tmpdir(), 'easel-outside-'));
    try {
      await withRunner(async (rig) => {
        await symlink(outside, join(rig.project, 'assets'));
        await body(rig, pathToFileURL(join(rig.project, 'assets')).href, outside);
      });
    } finally {
      await rm(outside, { recursive: true });
    }
  }

  for (const [name, surface] of [
    ['without consent', {}],
    ['with other questions only', { brokenRoute: 'ask', consent: { useBrokenRoute: unasked } }],
  ] satisfies [string, ActionOptions][]) {
    test(`is refused ${name}`, async () => {
      await withLink(async (rig, target, outside) => {
        const own = await rig.gateway(() => IMAGE);
        const { result, failure } = await rig.runner().perform({ prompt: 'p', target }, surface);
        assert.deepEqual([result.outcome, failure?.charge], ['config', 'no']);
        assert.match(result.message ?? '', /outside the workspace/);
        assert.equal(own.connections, 0);
        assert.deepEqual(await readdir(outside), []);
      });
    });
  }

  for (const [answer, outcome, files] of [
    [true, 'saved', ['p.png']],
    [false, 'cancelled', []],
  ] as const) {
    test(`is ${answer ? 'used' : 'left alone'} after a person says ${answer ? 'yes' : 'no'}`, async () => {
      await withLink(async (rig, target, outside) => {
        const own = await rig.gateway(() => IMAGE);
        const asked: unknown[] = [];
        const consent: ActionOptions['consent'] = {
          leaveWorkspace: async (escape) => {
            asked.push(escape);
            return answer;
          },
        };
        const { result } = await rig.runner().perform({ prompt: 'p', target }, { consent });
        assert.equal(result.outcome, outcome, result.message);
        assert.equal(own.posts, files.length);
        assert.equal(asked.length, 1);
        assert.deepEqual(await readdir(outside), files);
      });
    });
  }

  test('is no matter where the link stays inside', async () => {
    await withRunner(async (rig) => {
      await rig.gateway(() => IMAGE);
      await mkdir(join(rig.project, 'real'));
      await symlink(join(rig.project, 'real'), join(rig.project, 'assets'));
      const target = pathToFileURL(join(rig.project, 'assets')).href;
      const { result } = await rig
        .runner()
        .perform({ prompt: 'p', target }, { consent: NO_QUESTIONS });
      assert.equal(result.outcome, 'saved', result.message);
    });
  });
});

test('a mark that cannot be edited is refused before anyone is asked anything', async () => {
  await withRunner(async (rig) => {
    const own = await rig.gateway(() => IMAGE);
    breakRoute(rig, 'edit');
    const images = [await rig.put('cat.png', PICTURE)];
    const region = [{ kind: 'rectangle', x: 90_000, y: 90_000, width: 1, height: 1 }] as const;
    const surface: ActionOptions = { brokenRoute: 'ask', consent: NO_QUESTIONS, region };
    const { result, failure } = await rig.runner().perform({ prompt: 'p', images }, surface);
    assert.ok(failure instanceof CheckError, result.message);
    assert.equal(failure.problem.kind, 'no-mark');
    assert.equal(own.connections, 0);
  });
});
