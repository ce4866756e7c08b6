import type { Candidate } from '../parse/candidates.ts';
import type { ParsedReply } from '../parse/parseReply.ts';
import type { DecodedPayload } from '../scan/payload.ts';
import type { Placeholders } from '../scan/skeleton.ts';
import type { ReplyShape } from '../types.ts';

/** The part of a text that is searched for a data URL, to tell whether it is labeled as an image. */
const MAX_LABEL_CHARS = 64 << 10;

/** An image that the reply itself contains, as base64. */
export interface EmbeddedImage {
  readonly payload: DecodedPayload;
  readonly shape: ReplyShape;
  /** Whether its label says image. What has another label and isn't an image is another modality, not an error. */
  readonly isLabeledImage: boolean;
}

export interface EmbeddedImages {
  readonly results: readonly EmbeddedImage[];
  /** Images that the model marked as `thought`. */
  readonly drafts: readonly EmbeddedImage[];
}

/** The shapes in the order in which Crazyrouter's page on Gemini images (14 April 2026) looks for them. */
const SHAPE_ORDER: readonly ReplyShape[] = ['inlineData', 'dataUrl', 'openai'];

/** Finds the payloads of a reply by their placeholders: which are results, which drafts, and in what shape each came. */
export function findEmbeddedImages(
  reply: ParsedReply,
  payloads: readonly DecodedPayload[],
  placeholders: Placeholders,
): EmbeddedImages {
  const results: EmbeddedImage[] = [];
  const drafts: EmbeddedImage[] = [];
  const add = (
    text: string,
    labels: Omit<EmbeddedImage, 'payload'> & { readonly isDraft: boolean },
  ): void => {
    const { isDraft, ...labeled } = labels;
    for (const { index } of placeholders.find(text)) {
      const payload = payloads[index];
      if (payload !== undefined) (isDraft ? drafts : results).push({ payload, ...labeled });
    }
  };
  for (const part of reply.candidates.flatMap((candidate) => candidate.parts)) {
    const isDraft = part.thought;
    if (part.kind === 'inline') {
      const isLabeledImage = !isOtherModality(part.mimeType);
      add(part.data, { shape: 'inlineData', isLabeledImage, isDraft });
    } else if (part.kind === 'text') {
      const isLabeledImage = /data:\s*image\//i.test(part.text.slice(0, MAX_LABEL_CHARS));
      add(part.text, { shape: 'dataUrl', isLabeledImage, isDraft });
    } else {
      add(part.uri, { shape: 'dataUrl', isLabeledImage: true, isDraft });
    }
  }
  for (const { data, url } of reply.openAiImages) {
    add(data ?? url ?? '', { shape: 'openai', isLabeledImage: true, isDraft: false });
  }
  const order = ({ shape }: EmbeddedImage): number => SHAPE_ORDER.indexOf(shape);
  return { results: results.sort((a, b) => order(a) - order(b)), drafts };
}

function isOtherModality(mimeType: string): boolean {
  const type = mimeType.trim().toLowerCase();
  return /^(?:audio|video|text)\//.test(type) || type === 'application/json';
}

/** Returns the payloads that no known part of the reply contains: in a truncated reply, or in an unknown field. */
export function payloadsElsewhere(
  payloads: readonly DecodedPayload[],
  placed: readonly EmbeddedImage[],
): readonly DecodedPayload[] {
  const known = new Set(placed.map(({ payload }) => payload));
  return payloads.filter((payload) => !known.has(payload));
}

/** Returns the image of a reply that consists of it, without JSON around it. */
export function bodyImage(payloads: readonly DecodedPayload[]): EmbeddedImages {
  const image = { shape: 'inlineData', isLabeledImage: true } as const;
  return { results: payloads.map((payload) => ({ payload, ...image })), drafts: [] };
}

export function isWhole({ payload }: EmbeddedImage): boolean {
  return payload.end === 'complete' && payload.facts?.isWhole === true;
}

/** Drops images with the same bytes as an earlier one. */
export function withoutDuplicates(images: readonly EmbeddedImage[]): readonly EmbeddedImage[] {
  const hashes = new Set<string>();
  return images.filter(({ payload }) => {
    if (hashes.has(payload.sha256)) return false;
    hashes.add(payload.sha256);
    return true;
  });
}

/**
 * Returns the last draft, if it may be the result: "the last image within Thinking is also the final
 * rendered image" (Google's image generation guide). Only for a reply that nothing blocked or cut short.
 */
export function draftAsResult(
  reply: ParsedReply,
  drafts: readonly EmbeddedImage[],
): EmbeddedImage | undefined {
  if (reply.block !== undefined || !reply.candidates.every(endedNormally)) return undefined;
  return drafts.filter(isWhole).at(-1);
}

function endedNormally({ finishReason }: Candidate): boolean {
  return (
    finishReason === undefined ||
    finishReason === 'STOP' ||
    finishReason === 'FINISH_REASON_UNSPECIFIED'
  );
}
