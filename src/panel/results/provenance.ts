import type { RunReport } from '../../run/run.ts';
import type { RunInputs } from '../memory/memory.ts';

/** What is told of one file of a run: a warning about the result says nothing of the picture that is saved beside it. */
export function madeFor(
  uri: string,
  made: RunInputs,
  reports: readonly Pick<RunReport, 'files'>[],
): RunInputs {
  const file = reports.flatMap(({ files }) => files).find((one) => one.uri === uri);
  return file?.beside === undefined ? made : { ...made, warnings: [] };
}
