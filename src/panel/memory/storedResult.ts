import * as z from 'zod/mini';
import { MAX_PROMPT_LENGTH } from '../../history/history.ts';
import { Strokes } from '../../image/region/strokes.ts';
import { redact } from '../../text/redact.ts';
import { Mark } from '../results/protocol.ts';
import type { PanelResult, RunInputs } from '../results/state.ts';
import type { PanelImage } from '../sources/state.ts';

/** The names of the fields are those of panels stored by earlier versions. */
const StoredInputs = z.object({
  prompt: z.string(),
  model: z.string(),
  gateway: z.optional(z.string()),
  aspectRatio: z.string(),
  imageSize: z.string(),
  size: z.catch(z.optional(z.string()), undefined),
  background: z.catch(z.optional(z.literal('transparent')), undefined),
  /** URIs; the first is the source. */
  images: z.array(z.string()),
  region: z.catch(z.optional(Strokes), undefined),
  facts: z.string(),
  /** The model's remark. */
  said: z.optional(z.string()),
  warnings: z.array(z.string()),
});
type StoredInputs = Readonly<z.infer<typeof StoredInputs>>;

/** A result without what its file says: with images as URIs. */
export const StoredResult = z.object({
  uri: z.string(),
  source: z.optional(z.string()),
  /** The inputs of its run. */
  made: z.catch(z.optional(StoredInputs), undefined),
  run: z.catch(z.optional(z.string()), undefined),
  mark: z.catch(z.optional(Mark), undefined),
});
export type StoredResult = z.infer<typeof StoredResult>;

export function storedResult({ uri, source, inputs, run, mark }: PanelResult): StoredResult {
  // A shortened prompt would ask for something else, so a result with a very long one is stored without its inputs.
  const isKept = inputs !== undefined && inputs.prompt.length <= MAX_PROMPT_LENGTH;
  return {
    uri,
    ...(source && { source: source.uri }),
    ...(isKept && { made: storedInputs(inputs) }),
    ...(run !== undefined && { run }),
    ...(mark && { mark }),
  };
}

/** @param image its file @param source the file of its source, if that exists */
export function restoredResult(
  { made, run, mark }: StoredResult,
  image: PanelImage,
  source: PanelImage | undefined,
): PanelResult {
  return {
    ...image,
    ...(source && { source }),
    ...(made && { inputs: runInputs(made) }),
    ...(run !== undefined && { run }),
    ...(mark && { mark }),
  };
}

/** File names stay as they are, because a folder can look like a key. */
export function withoutKeys(
  { made, ...result }: StoredResult,
  keys: readonly string[],
): StoredResult {
  if (made === undefined) return result;
  return { ...result, made: { ...made, prompt: redact(made.prompt, keys) } };
}

function storedInputs({ remark, images, region, warnings, ...inputs }: RunInputs): StoredInputs {
  return {
    ...inputs,
    images: [...images],
    ...(region && { region: [...region] }),
    ...(remark === undefined ? {} : { said: remark }),
    warnings: [...warnings],
  };
}

function runInputs({ said, ...inputs }: StoredInputs): RunInputs {
  return { ...inputs, ...(said === undefined ? {} : { remark: said }) };
}
