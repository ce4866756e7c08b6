import { CheckError } from '../../errors.ts';
import { passPrompt, type Pass } from './passes.ts';
import { sendInTurn, type InTurn, type Send, type Step } from './sendInTurn.ts';

/** An image whose background becomes transparent. */
export interface PassJob {
  /** URI. */
  readonly image: string;
  /** Returns the URI of the file for a pass. */
  readonly target: (pass: Pass) => string;
}

export interface PassParts {
  readonly send: Send;
  /** Tells whether the background of a file has one color. */
  readonly isPlain: (uri: string) => Promise<boolean>;
}

/**
 * Draws an image again on white and on black, with two paid requests. The second one edits the result of the first, so that both show
 * the same, and isn't sent if the model ignored the first. Both images are paid for, so they stay as files.
 */
export async function sendPasses(
  { image, target }: PassJob,
  { send, isPlain }: PassParts,
): Promise<InTurn> {
  const optionsOf = (pass: Pass, source: string) => ({
    prompt: passPrompt(pass),
    images: [source],
    target: target(pass),
    aspectRatio: 'auto',
  });
  const black: Step = async ([white = image]) => {
    if (await isPlain(white)) return optionsOf('black', white);
    throw new CheckError({ kind: 'no-background', why: 'not-plain' });
  };
  return await sendInTurn([() => optionsOf('white', image), black], send);
}
