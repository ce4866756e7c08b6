import { readProvenance, type Provenance } from '../../provenance/readProvenance.ts';

export interface ProvenanceInput {
  /** An image file of any type. */
  readonly file: Uint8Array;
}

/** Reads what a file carries about where it comes from, off the thread that all extensions share. */
export function provenance({ file }: ProvenanceInput): Provenance {
  return readProvenance(file);
}
