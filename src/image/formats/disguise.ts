import { Buffer } from 'node:buffer';
import { CheckError, type Disguise } from '../../errors.ts';
import type { ImageFacts, ImageType } from './inspect.ts';
import { readSourceFacts, type SourceFacts } from './sourceFacts.ts';
import { isSvgRoot, skipProlog } from './svg.ts';

/** Far more than a pointer file, the start of a page, or the license before a drawing has. */
const READ_BYTES = 1 << 16;

/** The magic number of an AppleDouble file (RFC 1740, appendix B), which macOS writes as `._name` on foreign disks. */
const APPLE_DOUBLE = 0x00051607;

/** Cameras and old tools often leave out the one byte that ends a GIF, and every viewer shows such a file. */
const MAY_LACK_END: ReadonlySet<ImageType> = new Set(['gif']);

/**
 * Inspects a file that the user wants to send.
 *
 * @param name as the user knows it
 * @throws CheckError `not-an-image`, `incomplete-image`: a request with such a file would be charged, or refused by a message that
 * doesn't say why
 */
export async function inspectSource(name: string, bytes: Uint8Array): Promise<SourceFacts> {
  return checkSource(name, bytes, await readSourceFacts(bytes));
}

/** Does the same for a file whose facts are known; undefined if it isn't an image. @throws CheckError */
export function checkSource<Facts extends ImageFacts>(
  name: string,
  bytes: Uint8Array,
  facts: Facts | undefined,
): Facts {
  if (facts === undefined) {
    const found = findDisguise(bytes);
    throw new CheckError({ kind: 'not-an-image', file: name, ...(found && { found }) });
  }
  if (!facts.isWhole && !MAY_LACK_END.has(facts.type)) {
    throw new CheckError({ kind: 'incomplete-image', file: name, type: facts.mimeType });
  }
  return facts;
}

/** Returns what a file is that isn't an image; undefined if its bytes don't tell. */
export function findDisguise(file: Uint8Array): Disguise | undefined {
  if (file.byteLength === 0) return 'empty';
  const head = Buffer.from(file.buffer, file.byteOffset, Math.min(file.byteLength, READ_BYTES));
  if (head.length >= 4 && head.readUInt32BE(0) === APPLE_DOUBLE) return 'apple-double';
  if (head.every((byte) => byte === 0)) return 'zeros';
  const text = decodeText(head);
  if (text === undefined) return undefined;
  if (text.startsWith('%PDF-')) return 'pdf';
  // Git LFS pointer specification: the version line comes first. `hawser` is its old name.
  if (/^version https:\/\/(?:git-lfs\.github\.com|hawser\.github\.com)\/spec\//.test(text))
    return 'git-lfs';
  // git-annex's internals page: the content of an unlocked file, or the target of the link of a locked one.
  if (/^(?:\.\.\/)*(?:\.git)?\/annex\/objects\//.test(text)) return 'git-annex';
  const markup = skipProlog(text);
  if (isSvgRoot(markup)) return 'svg';
  const prolog = text.slice(0, text.length - markup.length);
  const isPage =
    /<!doctype html\b/i.test(prolog) || /^<(?:html|head|body|title|script)\b/i.test(markup);
  return isPage ? 'web-page' : undefined;
}

/** Returns the start of a text file; undefined if it has bytes that no text has. */
function decodeText(head: Buffer): string | undefined {
  const isUtf16 = head.length >= 2 && [0xfffe, 0xfeff].includes(head.readUInt16BE(0));
  try {
    const decoder = new TextDecoder(isUtf16 && head[0] === 0xff ? 'utf-16le' : 'utf-8', {
      fatal: true,
    });
    // The last character may be cut.
    const text = decoder.decode(head, { stream: true }).trimStart();
    return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
