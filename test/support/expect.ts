import assert from 'node:assert/strict';
import { CheckError, type CheckProblem } from '../../src/errors.ts';

/** Returns the problem of the CheckError that `act` throws. Fails when it throws none. */
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
