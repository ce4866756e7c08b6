import * as z from 'zod/mini';
import { parseExactSize } from '../../assets/sizeText.ts';
import { MAX_SIDE } from '../../image/pixels/pixels.ts';
import { CheckError, type Outcome } from '../../errors.ts';
import type { Usage } from '../../reply/types.ts';
import { wellFormed } from '../../text/wellFormed.ts';
import { MAX_COUNT } from './maxCount.ts';

const Text = z.string().check(z.minLength(1));

export const BACKGROUNDS = ['opaque', 'transparent'] as const;

const RunOptions = z.object({
  prompt: z.string(),
  /** URIs or paths; the first is the source. A path without a root starts at a workspace folder. */
  images: z.optional(z.array(Text)),
  /** URI or path of a folder or a file. */
  target: z.optional(Text),
  gateway: z.optional(Text),
  model: z.optional(Text),
  aspectRatio: z.optional(Text),
  imageSize: z.optional(Text),
  /** The exact size of the result's file in px, such as `1200x630`. What the model returns is cropped and scaled. */
  size: z.optional(Text.check(z.refine((text) => parseExactSize(text) !== undefined))),
  /** `transparent`: the model paints a plain background, and Easel removes it. */
  background: z.optional(z.enum(BACKGROUNDS)),
  /** The longest side of the images that are sent, in px: larger ones are sent as smaller copies. */
  maxInputSide: z.optional(z.int().check(z.gte(16), z.lte(MAX_SIDE))),
  count: z.optional(z.int().check(z.gte(1), z.lte(MAX_COUNT))),
});
export type RunOptions = z.infer<typeof RunOptions>;
export const RUN_OPTION_NAMES = Object.keys(RunOptions.shape);

/** The result for commands, the panel, tools, and other extensions. Never contains a key. */
export interface RunResult {
  readonly outcome: Outcome;
  /** URIs of the written files, in the order of the images. */
  readonly saved: string[];
  readonly message?: string;
  readonly warnings: string[];
  readonly usage?: Usage;
  readonly runs: string[];
}

/**
 * Parses the options of another extension, a keybinding, or a tool. Drops what isn't an option.
 *
 * @throws CheckError `bad-options`, `no-prompt`
 */
export function parseRunOptions(value: unknown): RunOptions {
  const parsed = RunOptions.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    throw new CheckError({ kind: 'bad-options', where });
  }
  // Nothing is left of a prompt that has only control characters.
  if (wellFormed(parsed.data.prompt).trim() === '') throw new CheckError({ kind: 'no-prompt' });
  return parsed.data;
}
