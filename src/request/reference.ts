import { CheckError } from '../errors.ts';
import type { ImageFacts } from '../image/formats/inspect.ts';

/** An image that goes along with a request: its bytes as they are, under the type that they have. */
export interface Reference {
  /** How the user knows it: a file name. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly facts: ImageFacts;
}

/**
 * The declared type comes from the bytes: Google refuses a type that does not match them.
 *
 * @param taken MIME types the model documents; undefined where nobody does, then any image goes
 * @throws CheckError `not-an-image` or `type-not-taken`
 */
export function reference(
  file: { readonly name: string; readonly bytes: Uint8Array },
  facts: ImageFacts | undefined,
  model: string,
  taken: readonly string[] | undefined,
): Reference {
  if (facts === undefined) throw new CheckError({ kind: 'not-an-image', file: file.name });
  if (taken?.includes(facts.mimeType) === false) {
    throw new CheckError({
      kind: 'type-not-taken',
      file: file.name,
      type: facts.mimeType,
      model,
      taken,
    });
  }
  return { ...file, facts };
}
