import { EaselError } from '../../errors.ts';
import type { RunOptions, RunResult } from '../plan/options.ts';

/**
 * Sends one request, which is charged. Never rejects for a failed run.
 *
 * @param hasPaidOthers an image of an earlier request is paid for, so no message may say that nothing was
 */
export type Send = (options: RunOptions, hasPaidOthers: boolean) => Promise<RunResult>;

/**
 * Makes the options of a request.
 *
 * @param saved URIs of the first file of each request before it
 * @throws EaselError if it makes no sense after what came before
 */
export type Step = (saved: readonly string[]) => RunOptions | Promise<RunOptions>;

/** How requests that need each other ended. */
export interface InTurn {
  /** The first file of each request that saved one. */
  readonly saved: readonly string[];
  /** Every request saved a file. */
  readonly isWhole: boolean;
  /** All files and runs, and how the last request ended. */
  readonly result: RunResult;
  /** Why the next request wasn't sent. */
  readonly refusal?: EaselError;
}

/** Sends requests one after the other. What was paid for stays saved, and nothing is sent after a failure. */
export async function sendInTurn(steps: readonly Step[], send: Send): Promise<InTurn> {
  const done: RunResult[] = [];
  const saved: string[] = [];
  for (const step of steps) {
    try {
      const result = await send(await step(saved), saved.length > 0);
      done.push(result);
      const [first] = result.saved;
      if (first !== undefined) saved.push(first);
      if (result.outcome !== 'saved' || first === undefined) {
        return { saved, isWhole: false, result: joined(result, done) };
      }
    } catch (refusal) {
      if (!(refusal instanceof EaselError)) throw refusal;
      const { outcome } = refusal;
      return { saved, isWhole: false, result: joined({ outcome }, done), refusal };
    }
  }
  return { saved, isWhole: true, result: joined({ outcome: 'saved' }, done) };
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
