import { EaselError } from '../../errors.ts';
import type { RunResult } from '../plan/options.ts';
import { PASSES, passPrompt, type Pass } from './passes.ts';
import { sendInTurn, type Send } from './sendInTurn.ts';

/** An image whose background becomes transparent. */
export interface ExactJob {
  /** URI. */
  readonly image: string;
  /** Returns the URI of the file for a pass. */
  readonly passTarget: (pass: Pass) => string;
}

export interface ExactParts {
  readonly send: Send;
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
  const steps = PASSES.map((pass) => (saved: readonly string[]) => ({
    prompt: passPrompt(pass),
    images: [saved.at(-1) ?? image],
    target: passTarget(pass),
    aspectRatio: 'auto',
  }));
  const { saved, result } = await sendInTurn(steps, send);
  if (saved === undefined) return result;
  const [white = '', black = ''] = saved;
  try {
    const { uri, warnings } = await combine(white, black);
    const all = [...result.warnings, ...warnings];
    return { ...result, saved: [uri, ...result.saved], warnings: all };
  } catch (error) {
    if (!(error instanceof EaselError)) throw error;
    return { ...result, outcome: error.outcome, message: describe(error) };
  }
}
