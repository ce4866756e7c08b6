import type { WrittenType } from '../../../src/panel/export/protocol.ts';

/** The addresses of the last files. The element shows the older one until the newer one has loaded. */
let known: readonly { readonly file: Uint8Array; readonly address: string }[] = [];

/** Returns an address of a file for this page. It ends when two newer files have one. */
export function addressOf(file: Uint8Array, format: WrittenType): string {
  const [last] = known;
  if (last?.file === file) return last.address;
  const blob = new Blob([new Uint8Array(file)], { type: `image/${format}` });
  const address = URL.createObjectURL(blob);
  for (const { address: old } of known.slice(1)) URL.revokeObjectURL(old);
  known = [{ file, address }, ...known.slice(0, 1)];
  return address;
}
