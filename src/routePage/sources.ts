import type { Evidence } from '../route/evidence.ts';
import { PUBLISHED, RETIREMENTS } from '../route/statements/published.ts';
import type { EvidenceView } from './protocol.ts';

const ADDRESSES: readonly string[] = [
  ...new Set([...PUBLISHED, ...RETIREMENTS].map(({ source }) => source)),
];

/** Returns the page behind a piece of evidence, with the id that the webview sends back to open it. */
export function sourceOf(evidence: Evidence): EvidenceView['source'] {
  const address = addressOf(evidence);
  return address === undefined ? undefined : { id: String(ADDRESSES.indexOf(address)), address };
}

function addressOf(evidence: Evidence): string | undefined {
  if (evidence.kind === 'published') return evidence.statement.source;
  return evidence.kind === 'retirement' ? evidence.retirement.source : undefined;
}

/** Returns the address behind an id from {@link sourceOf}; undefined for any other text. */
export function sourceAddress(id: string): string | undefined {
  return /^\d{1,4}$/.test(id) ? ADDRESSES[Number(id)] : undefined;
}
