/** What a walker waits for: the next bytes, bytes to pass over, or the next occurrence of a byte. */
export type ReadStep =
  { readonly take: number } | { readonly skip: number } | { readonly find: number };

/** What a walker has found out so far. */
export interface ParseResult {
  /** In px. */
  width: number;
  height: number;
  isWhole: boolean;
}

/** A format as a reader of its own structure: asks for bytes, writes down what it sees. */
export type FormatParser = (seen: ParseResult) => Generator<ReadStep, void, Buffer>;

export const take = (bytes: number): ReadStep => ({ take: bytes });
export const skip = (bytes: number): ReadStep => ({ skip: bytes });
/** Passes over everything up to and including the byte. */
export const find = (byte: number): ReadStep => ({ find: byte });

const NONE = Buffer.alloc(0);

/**
 * Runs a walker over bytes that arrive in pieces of any size. Holds at most what one `take` asks
 * for, never the image; each byte costs the same, however small the pieces are.
 */
export function startParser(walker: FormatParser, seen: ParseResult): (bytes: Buffer) => void {
  const steps = walker(seen);
  let ask = steps.next();
  let held: Buffer = NONE;
  let kept = 0;
  let skipped = 0;

  /** Room grows twofold: what is asked for may be a megabyte that comes byte by byte, or never. */
  const hold = (bytes: Buffer, most: number): void => {
    if (kept + bytes.length > held.length) {
      const room = Math.max(2 * held.length, kept + bytes.length);
      const larger = Buffer.allocUnsafe(Math.min(most, room));
      held.copy(larger, 0, 0, kept);
      held = larger;
    }
    kept += bytes.copy(held, kept);
  };

  return (bytes) => {
    let at = 0;
    while (ask.done !== true) {
      const wanted = ask.value;
      if ('take' in wanted) {
        const fresh = bytes.subarray(at, at + wanted.take - kept);
        at += fresh.length;
        if (fresh.length === wanted.take) {
          ask = steps.next(fresh);
          continue;
        }
        hold(fresh, wanted.take);
        if (kept < wanted.take) return;
        const taken = held;
        held = NONE;
        kept = 0;
        ask = steps.next(taken);
      } else if ('skip' in wanted) {
        const step = Math.min(wanted.skip - skipped, bytes.length - at);
        skipped += step;
        at += step;
        if (skipped < wanted.skip) return;
        skipped = 0;
        ask = steps.next(NONE);
      } else {
        const found = bytes.indexOf(wanted.find, at);
        if (found < 0) return;
        at = found + 1;
        ask = steps.next(NONE);
      }
    }
  };
}
