import { isPlaceholderUrl } from '../hosted/allowedUrl.ts';
import { imageLinks, parseWebUrl, resolveWebUrl, uniqueUrls } from '../hosted/links.ts';
import type { ParsedReply } from '../parse/parseReply.ts';
import type { ReplyShape } from '../types.ts';

/** An address at which a reply says its image is, and the shape in which it says so. */
export interface HostedLink {
  readonly url: string;
  readonly shape: ReplyShape;
}

/**
 * Finds the addresses of the images that a reply doesn't contain itself: in its texts, `fileData`, and OpenAI's `url`.
 *
 * @param origin the gateway's, for relative addresses
 */
export function findHostedLinks(reply: ParsedReply, origin?: string): readonly HostedLink[] {
  const parts = reply.candidates
    .flatMap((candidate) => candidate.parts)
    .filter((part) => !part.thought);
  const inTexts = parts.flatMap((part) =>
    part.kind === 'text' ? imageLinks(part.text, origin) : [],
  );
  const files = parts.flatMap((part) =>
    part.kind === 'uri' && !isDataUrl(part.uri)
      ? [resolveWebUrl(part.uri, origin)?.href ?? part.uri]
      : [],
  );
  const openAi = reply.openAiImages.flatMap((image) => {
    const url = resolveWebUrl(image.url ?? '', origin);
    return url === undefined ? [] : [url];
  });
  const links: readonly HostedLink[] = [
    ...inTexts.map((url) => ({ url, shape: 'hostedUrl' as const })),
    ...files.map((url) => ({ url, shape: 'fileData' as const })),
    ...uniqueUrls(openAi).map((url) => ({ url, shape: 'openai' as const })),
  ];
  const known = new Set<string>();
  return links.filter(({ url }) => {
    if (known.has(url)) return false;
    known.add(url);
    const parsed = parseWebUrl(url);
    return parsed === undefined || !isPlaceholderUrl(parsed);
  });
}

function isDataUrl(text: string): boolean {
  return /^\s*data:/i.test(text);
}
