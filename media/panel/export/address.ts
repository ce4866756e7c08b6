import type { Made } from './state.ts';

/** The addresses of the last files. The element shows the older one until the newer one has loaded. */
let known: readonly { readonly parts: Made['parts']; readonly address: string }[] = [];

/** Returns an address of a file for this page. It ends when two newer files have one. */
export function addressOf({ parts, format }: Pick<Made, 'parts' | 'format'>): string {
  const [last] = known;
  if (last?.parts === parts) return last.address;
  const blob = new Blob(
    parts.map((part) => new Uint8Array(part)),
    { type: `image/${format}` },
  );
  const address = URL.createObjectURL(blob);
  for (const { address: old } of known.slice(1)) URL.revokeObjectURL(old);
  known = [{ parts, address }, ...known.slice(0, 1)];
  return address;
}
