import assert from 'node:assert/strict';
import { CheckError, type CheckProblem } from '../../src/errors.ts';

/** The problem that `act` is refused with; fails the test if it is not refused. */
export function refused(act: () => unknown): CheckProblem {
  let problem: CheckProblem | undefined;
  assert.throws(act, (error) => {
    assert.ok(error instanceof CheckError, String(error));
    problem = error.problem;
    return true;
  });
  assert.ok(problem);
  return problem;
}
