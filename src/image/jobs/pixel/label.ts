import { conversionLabel, type Labeling } from '../../provenance/derived.ts';
import { labelFile } from '../../provenance/labelFile.ts';
import { readProvenance } from '../../provenance/readProvenance.ts';

export interface LabelInput {
  /** A file without XMP that was just encoded: PNG, JPEG, or WebP. */
  readonly file: Uint8Array;
  /** The file that it was made from. */
  readonly source: Uint8Array;
  /** Missing: the file says nothing about how it was made. */
  readonly labeling?: Labeling | undefined;
}

export interface LabelOutput {
  readonly file: Uint8Array;
  /** The source has Content Credentials. The file can't have them: a signature covers the source's own bytes. */
  readonly losesCredentials: boolean;
}

/** Labels a converted file. */
export function label({ file, source, labeling }: LabelInput): LabelOutput {
  const provenance = readProvenance(source);
  const known = conversionLabel(provenance, labeling);
  return {
    file: known === undefined ? file : labelFile(file, known),
    losesCredentials: provenance.hasCredentials,
  };
}
