import * as z from 'zod/mini';
import { MAX_SIDE } from '../../image/pixels/pixels.ts';
import { CheckError, type Outcome } from '../../errors.ts';
import type { Usage } from '../../reply/types.ts';

export const MAX_RUNS_AT_ONCE = 8;

const Text = z.string().check(z.minLength(1));

const RunOptions = z.object({
  prompt: z.string(),
  /** URIs; the first is the source. */
  images: z.optional(z.array(Text)),
  /** URI of a folder or a file. */
  target: z.optional(Text),
  gateway: z.optional(Text),
  model: z.optional(Text),
  aspectRatio: z.optional(Text),
  imageSize: z.optional(Text),
  /** The longest side of the images that are sent, in px: larger ones are sent as smaller copies. */
  maxInputSide: z.optional(z.int().check(z.gte(16), z.lte(MAX_SIDE))),
  count: z.optional(z.int().check(z.gte(1), z.lte(MAX_RUNS_AT_ONCE))),
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
  if (parsed.data.prompt.trim() === '') throw new CheckError({ kind: 'no-prompt' });
  return parsed.data;
}
