import { findEmbedded } from './embedded.ts';
import { sourceTypesInStore } from './jumbf.ts';
import { summarize } from './sourceType.ts';
import { readSourceTypes } from './xmp.ts';

/**
 * What a file carries about where it comes from. It is what the file says about itself: a signature isn't checked, and anybody can write
 * XMP. So nothing may be called verified because of it.
 */
export interface Provenance {
  /** It has Content Credentials (C2PA). */
  readonly hasCredentials: boolean;
  /** How it says it was made, as IPTC's code: `trainedAlgorithmicMedia`. Missing where it doesn't say. */
  readonly sourceType?: string;
}

/**
 * Reads what a file carries about where it comes from: PNG, JPEG, WebP, AVIF, and HEIC, whatever the rest of the file is like. Never
 * throws. Up to a second for files that are made to take long, so it runs in a worker.
 */
export function readProvenance(file: Uint8Array): Provenance {
  const { store, xmp } = findEmbedded(file);
  const statements = [
    ...(xmp ? [readSourceTypes(xmp)] : []),
    ...(store ? sourceTypesInStore(store) : []),
  ];
  const sourceType = summarize(statements);
  return { hasCredentials: store !== undefined, ...(sourceType !== undefined && { sourceType }) };
}
