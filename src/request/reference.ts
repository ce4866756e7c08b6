import { CheckError } from '../errors.ts';
import { checkSource } from '../image/formats/disguise.ts';
import type { SourceFacts } from '../image/formats/sourceFacts.ts';

/** An image that a request carries. */
export interface Reference {
  /** The file name, as the user knows it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly facts: SourceFacts;
  /** Set if these bytes were made from the user's file. */
  readonly prepared?: Prepared;
}

/** What a reference was made from. */
export interface Prepared {
  /** The user's file. */
  readonly source: { readonly bytes: Uint8Array; readonly facts: SourceFacts };
  /** `strip`: only private data was removed. `encode`: the pixels were encoded again. */
  readonly kind: 'strip' | 'encode';
  /** The number of frames or pages in the file, of which the first is sent. */
  readonly frames: number;
}

/**
 * Makes a reference of a file. Its declared type comes from the bytes, because Google refuses a type
 * that doesn't match them.
 *
 * @param facts of the bytes; undefined when they aren't an image
 * @param inputTypes the MIME types that the model documents; undefined to accept any image
 * @throws CheckError `not-an-image`, `incomplete-image`, `type-not-taken`
 */
export function toReference(
  file: { readonly name: string; readonly bytes: Uint8Array },
  facts: SourceFacts | undefined,
  model: string,
  inputTypes: readonly string[] | undefined,
): Reference {
  const checked = checkSource(file.name, file.bytes, facts);
  if (inputTypes?.includes(checked.mimeType) === false) {
    throw new CheckError({
      kind: 'type-not-taken',
      file: file.name,
      type: checked.mimeType,
      model,
      taken: inputTypes,
    });
  }
  return { ...file, facts: checked };
}
