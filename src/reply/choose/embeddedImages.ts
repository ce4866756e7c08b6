import { isPlaceholderUrl } from '../hosted/allowedUrl.ts';
import { hostedImages, uniqueUrls, webUrl } from '../hosted/links.ts';
import type { ReceivedPayload } from '../scan/payload.ts';
import type { Placeholders } from '../scan/skeleton.ts';
import type { ReplyShape } from '../types.ts';
import type { Candidate, Understood } from '../parse/parseReply.ts';

/** An image that a reply carries in itself. */
export interface Carried {
  readonly payload: ReceivedPayload;
  readonly shape: ReplyShape;
  /** The label said it is an image. What is no image and was not called one is another modality. */
  readonly isCalledImage: boolean;
}

export interface Carriage {
  readonly results: readonly Carried[];
  readonly drafts: readonly Carried[];
}

/** The shapes in the order in which Crazyrouter's page says to look for them. */
const SHAPE_RANK: readonly ReplyShape[] = ['inlineData', 'dataUrl', 'openai'];

/** What the payloads of a reply are, by where their placeholders stand. */
export function findCarried(
  reply: Understood,
  payloads: readonly ReceivedPayload[],
  placeholders: Placeholders,
): Carriage {
  const results: Carried[] = [];
  const drafts: Carried[] = [];
  const add = (text: string, shape: ReplyShape, isCalledImage: boolean, isDraft: boolean): void => {
    for (const { index } of placeholders.find(text)) {
      const payload = payloads[index];
      if (payload !== undefined)
        (isDraft ? drafts : results).push({ payload, shape, isCalledImage });
    }
  };
  for (const part of reply.candidates.flatMap((candidate) => candidate.parts)) {
    if (part.kind === 'inline') {
      const type = part.mimeType.trim().toLowerCase();
      const isOther = /^(?:audio|video|text)\//.test(type) || type === 'application/json';
      add(part.data, 'inlineData', !isOther, part.thought);
    } else if (part.kind === 'text') {
      const isImage = /data:\s*image\//i.test(part.text.slice(0, 64 << 10));
      add(part.text, 'dataUrl', isImage, part.thought);
    } else {
      add(part.uri, 'dataUrl', true, part.thought);
    }
  }
  for (const item of reply.items) add(item.data ?? item.url ?? '', 'openai', true, false);
  const rank = (one: Carried): number => SHAPE_RANK.indexOf(one.shape);
  return { results: results.sort((a, b) => rank(a) - rank(b)), drafts };
}

/** Whole images of a reply that could not be read to its end, or at all: no part of it says what they are. */
export function findStray(
  payloads: readonly ReceivedPayload[],
  placed: readonly Carried[],
): readonly Carried[] {
  const known = new Set(placed.map(({ payload }) => payload));
  return payloads
    .filter((payload) => !known.has(payload))
    .map((payload) => ({ payload, shape: 'inlineData' as const, isCalledImage: false }))
    .filter(isWhole);
}

export function isWhole({ payload }: Carried): boolean {
  return payload.end === 'complete' && payload.facts?.isWhole === true;
}

/** The same bytes once. */
export function distinct(carried: readonly Carried[]): readonly Carried[] {
  const seen = new Set<string>();
  return carried.filter(({ payload }) => {
    if (seen.has(payload.sha256)) return false;
    seen.add(payload.sha256);
    return true;
  });
}

/** Whether a candidate's turn ended as it should: only then can its last draft be the result. */
function endedNormally({ finishReason }: Candidate): boolean {
  return (
    finishReason === undefined ||
    finishReason === 'STOP' ||
    finishReason === 'FINISH_REASON_UNSPECIFIED'
  );
}

/** The last draft, where nothing else came of a reply that ended normally. */
export function draftAsResult(reply: Understood, drafts: readonly Carried[]): Carried | undefined {
  if (reply.block !== undefined || !reply.candidates.every(endedNormally)) return undefined;
  return drafts.filter(isWhole).at(-1);
}

/** An address that a reply points to as its image, and the way in which it does. */
export interface Hosted {
  readonly url: string;
  readonly shape: ReplyShape;
}

function isDataUrl(text: string): boolean {
  return /^\s*data:/i.test(text);
}

export function findHosted(reply: Understood): readonly Hosted[] {
  const parts = reply.candidates.flatMap((candidate) => candidate.parts);
  const spoken = parts.filter((part) => !part.thought);
  const inText = spoken.flatMap((part) => (part.kind === 'text' ? hostedImages(part.text) : []));
  const files = spoken.flatMap((part) =>
    part.kind === 'uri' && !isDataUrl(part.uri) ? [part.uri] : [],
  );
  const items = reply.items.flatMap((item) => {
    const url = webUrl(item.url ?? '');
    return url === undefined ? [] : [url];
  });
  const all: readonly Hosted[] = [
    ...inText.map((url) => ({ url, shape: 'hostedUrl' as const })),
    ...files.map((url) => ({ url, shape: 'fileData' as const })),
    ...uniqueUrls(items).map((url) => ({ url, shape: 'openai' as const })),
  ];
  const seen = new Set<string>();
  return all.filter(({ url }) => {
    if (seen.has(url)) return false;
    seen.add(url);
    const parsed = webUrl(url);
    return parsed === undefined || !isPlaceholderUrl(parsed);
  });
}
