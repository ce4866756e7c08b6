import type { ImageAction } from './protocol.ts';

/** Returns what can be done with an image, in the order of the menu. */
export function imageActions({
  hasFile,
  hasInputs,
  hasSource,
}: {
  readonly hasFile: boolean;
  /** The inputs of its run are known. */
  readonly hasInputs: boolean;
  readonly hasSource: boolean;
}): ImageAction[] {
  const all: readonly (readonly [ImageAction, boolean])[] = [
    ['use-as-source', hasFile],
    ['try-again', hasInputs],
    ['try-model', hasInputs],
    ['open', hasFile],
    ['copy-image', hasFile],
    ['save-as', hasFile],
    ['export', hasFile],
    ['reference', hasFile],
    ['reuse', hasInputs],
    ['reveal', hasFile],
    ['compare', hasFile && hasSource],
    ['copy-path', hasFile],
    ['forget', true],
    ['trash', hasFile],
  ];
  return all.flatMap(([action, isPossible]) => (isPossible ? [action] : []));
}
