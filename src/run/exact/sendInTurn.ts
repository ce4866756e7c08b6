import type { RunOptions, RunResult } from '../plan/options.ts';

/** Sends one request, which is charged. Never rejects for a failed run. */
export type Send = (options: RunOptions) => Promise<RunResult>;

/** Makes the options of a request. @param saved URIs of the first file of each request before it */
export type Step = (saved: readonly string[]) => RunOptions;

/** How requests that need each other ended. */
export interface InTurn {
  /** The first file of each request; undefined if one of them failed. */
  readonly saved: readonly string[] | undefined;
  /** All files and runs, and how the last one ended. */
  readonly result: RunResult;
}

/** Sends requests one after the other. What was paid for stays saved, and nothing is sent after a failure. */
export async function sendInTurn(steps: readonly Step[], send: Send): Promise<InTurn> {
  const done: RunResult[] = [];
  const saved: string[] = [];
  for (const step of steps) {
    const result = await send(step(saved));
    done.push(result);
    const [first] = result.saved;
    if (result.outcome !== 'saved' || first === undefined) {
      return { saved: undefined, result: joined(result, done) };
    }
    saved.push(first);
  }
  return { saved, result: joined({ outcome: 'saved' }, done) };
}

function joined(
  { outcome, message }: Pick<RunResult, 'outcome' | 'message'>,
  done: readonly RunResult[],
): RunResult {
  return {
    outcome,
    ...(message !== undefined && { message }),
    saved: done.flatMap(({ saved }) => saved),
    warnings: done.flatMap(({ warnings }) => warnings),
    runs: done.flatMap(({ runs }) => runs),
  };
}
