/** Runs with Practice, the workers, and the disk. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startPractice, type PracticeServer } from '../../src/practice/server/server.ts';
import { parseSettings } from '../../src/run/plan/settings.ts';
import type { RunnerRig } from './runnerRig.ts';

/** Starts Practice before the tests of a file. The returned function runs, and reads what was saved. */
export function usePracticeRuns() {
  let practice: PracticeServer;
  before(async () => {
    practice = await startPractice();
  });
  after(() => practice.close());

  return async (
    { parts, runner, target }: RunnerRig,
    options: object,
    settings: Record<string, unknown> = {},
  ) => {
    const runParts = { ...parts.runParts, practice: async () => practice.baseUrl };
    const withPractice = runner({
      runParts,
      settings: () => parseSettings({ gateway: 'practice', ...settings }),
    });
    const { result, reports } = await withPractice.perform({ target, ...options });
    assert.equal(result.outcome, 'saved', result.message);
    const files = await Promise.all(result.saved.map((uri) => readFile(fileURLToPath(uri))));
    return { result, reports, files };
  };
}
