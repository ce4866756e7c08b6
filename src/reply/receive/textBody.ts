import { ImageStartMatcher } from '../scan/imageStart.ts';

/**
 * Returns whether a body is a bare text with an image: a data URL, a Markdown image, or base64, without any JSON around it.
 *
 * @param head the first bytes of the body
 */
export function isTextWithImage(head: Buffer): boolean {
  const text = head
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^data:\s*image\/|^!\[[^\]]*\]\(/i.test(text)) return true;
  // JSON, an event, or a page.
  if (/^(?:[{["<:]|(?:data|event|id|retry)\s*:)/.test(text)) return false;
  const matcher = new ImageStartMatcher();
  return [...Buffer.from(text, 'latin1')].some((code, at) => matcher.take(code, at));
}

/** Yields a bare text as the reply that it stands for: one with this text as its only part. */
export async function* asReply(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('{"candidates":[{"content":{"parts":[{"text":"');
  for await (const piece of pieces) {
    // Bytes outside of ASCII pass through as they are, so a character may be split over two pieces.
    yield Buffer.from(JSON.stringify(piece.toString('latin1')).slice(1, -1), 'latin1');
  }
  yield Buffer.from('"}]}}]}');
}
