import { EaselError } from '../../errors.ts';
import type { RunOptions, RunResult } from '../plan/options.ts';
import { PASSES, passPrompt, type Pass } from './passes.ts';

/** An image whose background becomes transparent. */
export interface ExactJob {
  /** URI. */
  readonly image: string;
  /** Returns the URI of the file for a pass. */
  readonly passTarget: (pass: Pass) => string;
}

export interface ExactParts {
  /** Sends one request, which is charged. Never rejects for a failed run. */
  readonly send: (options: RunOptions) => Promise<RunResult>;
  /** Makes the transparent image from the two passes and writes it. Sends nothing. @throws CheckError, SaveError */
  readonly combine: (white: string, black: string) => Promise<Combined>;
  /** Says why it couldn't be made. Both passes are saved. */
  readonly describe: (error: EaselError) => string;
}

export interface Combined {
  /** URI of the new file. */
  readonly uri: string;
  readonly warnings: readonly string[];
}

/**
 * Makes the background of an image transparent with two paid requests, on white and on black. The second one edits the result of the first,
 * so that both show the same. Both images are paid for, so they stay as files, also when something fails after them.
 */
export async function cutOutExactly(
  { image, passTarget }: ExactJob,
  { send, combine, describe }: ExactParts,
): Promise<RunResult> {
  const done: RunResult[] = [];
  for (const pass of PASSES) {
    const source = done.at(-1)?.saved[0] ?? image;
    const options = { prompt: passPrompt(pass), images: [source], target: passTarget(pass) };
    const result = await send({ ...options, aspectRatio: 'auto' });
    done.push(result);
    if (result.outcome !== 'saved') return merged(result, done);
  }
  const [white = '', black = ''] = done.map(({ saved }) => saved[0] ?? '');
  try {
    const { uri, warnings } = await combine(white, black);
    const passes = merged({ outcome: 'saved' }, done);
    const all = [...passes.warnings, ...warnings];
    return { ...passes, saved: [uri, ...passes.saved], warnings: all };
  } catch (error) {
    if (!(error instanceof EaselError)) throw error;
    return merged({ outcome: error.outcome, message: describe(error) }, done);
  }
}

/** Adds the files and the runs of all passes to how the last one ended. */
function merged(
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
