import type { Documents } from './documents.ts';
import { parseReply, type ParsedReply } from './parseReply.ts';

export interface ParsedDocuments {
  /** The documents that count: all of them, except a truncated one whose turn hasn't ended. */
  readonly reply: ParsedReply;
  /** The truncated document whose turn hasn't ended; empty without one. */
  readonly unfinished: ParsedReply;
  /** Both together. */
  readonly everything: ParsedReply;
}

/**
 * Parses a reply's documents. A truncated one counts once its turn has ended, however the
 * connection ended. Before that, the missing part could have marked an image as a draft or blocked it.
 */
export async function parseDocuments({ values, unfinished }: Documents): Promise<ParsedDocuments> {
  const nothing = await parseReply([]);
  if (unfinished === undefined) {
    const reply = await parseReply(values);
    return { reply, unfinished: nothing, everything: reply };
  }
  const everything = await parseReply([...values, unfinished]);
  const last = await parseReply([unfinished]);
  const hasEnded =
    last.candidates.length > 0 &&
    last.candidates.every(({ finishReason }) => finishReason !== undefined);
  return hasEnded
    ? { reply: everything, unfinished: nothing, everything }
    : { reply: await parseReply(values), unfinished: last, everything };
}
