import { BUILT_IN_GATEWAYS } from '../catalog/gateways.ts';
import { resultLabel } from '../image/provenance/derived.ts';
import type { Label } from '../image/provenance/sourceType.ts';
import type { History, HistoryEntry } from './history.ts';

/**
 * Returns how an image was made, if it is the result of a run. The name alone is no evidence: a user can put a photo where a result was,
 * or paint over the result. So the file must have the size that Easel wrote.
 *
 * @param size of the file as it is now, in bytes
 */
export function originOf(history: History, uri: string, size: number): Label | undefined {
  for (const entry of history.toReversed()) {
    const result = entry.results.find((one) => one.uri === uri);
    // The newest run with this name wrote the file last.
    if (result !== undefined) return result.size === size ? madeBy(entry) : undefined;
  }
  return undefined;
}

function madeBy({ gateway, operation, region }: HistoryEntry): Label | undefined {
  return resultLabel({
    isPractice: BUILT_IN_GATEWAYS.find(({ id }) => id === gateway)?.free === true,
    isEdit: operation === 'edit',
    isMerged: region !== undefined,
  });
}
