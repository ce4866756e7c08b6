import type { RunReport } from '../../run/runParts.ts';
import type { RunInputs } from './state.ts';

/** Returns the inputs to show for one file of a run. Warnings about the result don't apply to an image saved along with it. */
export function inputsOf(
  uri: string,
  inputs: RunInputs,
  reports: readonly Pick<RunReport, 'files'>[],
): RunInputs {
  const file = reports.flatMap(({ files }) => files).find((one) => one.uri === uri);
  return file?.beside === undefined ? inputs : { ...inputs, warnings: [] };
}
