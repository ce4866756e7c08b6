import { basename } from 'node:path';
import { isText } from '../reply/receive/detectLayer.ts';

/** The name of a reply that Easel couldn't read, as it arrived, in its run's folder. A run has at most one. */
export const RAW_REPLY = 'reply';

const HEAD_BYTES = 4096;

/** Returns whether a file of the spool is such a reply. `.bin` is added to one that couldn't be flushed. */
export function isRawReply(file: string): boolean {
  return basename(file) === RAW_REPLY || basename(file) === `${RAW_REPLY}.bin`;
}

/**
 * Returns the extension for a reply that Easel couldn't read, without a dot.
 *
 * @param start its first bytes, or all of them
 */
export function rawReplyExtension(start: Uint8Array): 'json' | 'txt' | 'bin' {
  const head = Buffer.from(start.subarray(0, HEAD_BYTES));
  if (!isText(head)) return 'bin';
  return /^[\s\u00ef\u00bb\u00bf]*[{["]/.test(head.toString('latin1')) ? 'json' : 'txt';
}
