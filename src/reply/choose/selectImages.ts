import { blockProblem } from '../classify/blockProblem.ts';
import { envelopeProblem } from '../classify/errorProblem.ts';
import type { ReplyFacts } from '../classify/replyFacts.ts';
import type { ParsedDocuments } from '../parse/parseDocuments.ts';
import type { ReceivedBody, ReceiveFailure } from '../receive/receiveBody.ts';
import type { DecodedPayload } from '../scan/payload.ts';
import {
  bodyImage,
  draftAsResult,
  findEmbeddedImages,
  isWhole,
  payloadsElsewhere,
  withoutDuplicates,
  type EmbeddedImage,
  type EmbeddedImages,
} from './embeddedImages.ts';
import { findHostedLinks, type HostedLink } from './hostedLinks.ts';
import { withoutSamePixels } from './samePixels.ts';
import { findUnknownPlaces, type UnknownPlaces } from './unknownPlaces.ts';

/** The images of a reply that are its results, and others to keep. */
export interface Selection {
  /** The results that the reply contains itself: whole, each once. */
  readonly images: readonly EmbeddedImage[];
  /** The one image is a draft. */
  readonly isDraft: boolean;
  /** The results to fetch. Empty when the reply contains an image itself. */
  readonly links: readonly HostedLink[];
  /**
   * Whole images that may not be results, because the reply that marks them as such is missing, failed, or unknown, or
   * because they are in a field that Easel doesn't know next to a result that isn't larger.
   */
  readonly unfinished: readonly EmbeddedImage[];
  /** Every payload in the place of a result or a draft, whole or not. */
  readonly found: EmbeddedImages;
  /** Other payloads that are kept although they aren't whole. */
  readonly incomplete: readonly EmbeddedImage[];
  /** Payloads of drafts within a truncated document that doesn't count. */
  readonly otherDrafts: readonly EmbeddedImage[];
  /** Whether there are images that no known part of the reply contains. */
  readonly hasUnplacedImages: boolean;
}

export interface SelectionInputs {
  readonly received: ReceivedBody;
  readonly parsed: ParsedDocuments;
  readonly facts: ReplyFacts;
  readonly failure: ReceiveFailure | undefined;
}

/**
 * Selects the images of a reply. A known field comes before an unknown one, an embedded image before a
 * hosted one, a result before a draft, and a whole image before any other.
 */
export async function selectImages(inputs: SelectionInputs): Promise<Selection> {
  const { received, parsed, facts, failure } = inputs;
  const { payloads, placeholders, documents } = received;
  const inReply = received.isImage
    ? bodyImage(payloads)
    : findEmbeddedImages(parsed.reply, payloads, placeholders);
  const inTruncated = findEmbeddedImages(parsed.unfinished, payloads, placeholders);
  const placed = [inReply, inTruncated].flatMap(({ results, drafts }) => [...results, ...drafts]);
  const elsewhere = mayHoldOtherImages(facts) ? payloadsElsewhere(payloads, placed) : [];
  const unknown = await findUnknownPlaces(documents, elsewhere, placeholders);

  const isComplete =
    failure === undefined && documents.notJson === undefined && facts.raw.status < 400;
  const isClean =
    isComplete && blockProblem(facts) === undefined && envelopeProblem(facts) === undefined;
  const inKnownPlace = withoutDuplicates(inReply.results.filter(isWhole));
  // Searches the whole text, because even in a reply that was cut off, a whole address points to a paid image.
  const links = inKnownPlace.length === 0 ? findHostedLinks(parsed.everything, facts.origin) : [];
  const mayUseOthers = isClean && inKnownPlace.length + links.length === 0;
  const inUnknownPlace = mayUseOthers ? withoutDuplicates(unknown.results.filter(isWhole)) : [];
  const whole = await withoutSamePixels([...inKnownPlace, ...inUnknownPlace]);

  const drafts = [...inReply.drafts, ...unknown.drafts];
  const mayUseDraft = whole.length + links.length === 0 && isComplete;
  const draft = mayUseDraft ? draftAsResult(parsed.reply, drafts) : undefined;
  const images = draft === undefined ? whole : [draft];

  const unplaced = unplacedImages(elsewhere, unknown);
  const others = isClean && whole.length > 0 ? await nextTo(whole, unplaced) : unplaced;
  const kept = [...inTruncated.results, ...others];
  return {
    images,
    isDraft: draft !== undefined,
    links,
    unfinished: withoutDuplicates([...images, ...kept.filter(isWhole)]).slice(images.length),
    found: {
      results: inKnownPlace.length > 0 ? inReply.results : [...inReply.results, ...unknown.results],
      drafts,
    },
    incomplete: kept.filter((image) => !isWhole(image)),
    otherDrafts: inTruncated.drafts,
    hasUnplacedImages: others.some(isWhole),
  };
}

/** Returns the images outside of known fields that may be results. */
function unplacedImages(
  elsewhere: readonly DecodedPayload[],
  { drafts, foreign }: UnknownPlaces,
): readonly EmbeddedImage[] {
  const isDraft = new Set(drafts.map(({ payload }) => payload));
  return elsewhere
    .filter((payload) => payload.facts !== undefined)
    .filter((payload) => !isDraft.has(payload) && !foreign.has(payload))
    .map((payload) => ({ payload, shape: 'inlineData', isLabeledImage: false }));
}

/**
 * Returns the images elsewhere that aren't thumbnails or copies of the results: a larger one, because the result may be its
 * preview, and one of the same size and type with other pixels, because it may be another result.
 */
async function nextTo(
  results: readonly EmbeddedImage[],
  unplaced: readonly EmbeddedImage[],
): Promise<readonly EmbeddedImage[]> {
  const selected = new Set(results.map(({ payload }) => payload));
  const largest = Math.max(...results.map(areaOf));
  const types = new Set(
    results.filter((one) => areaOf(one) === largest).map(({ payload }) => payload.facts?.type),
  );
  const others = unplaced.filter((image) => {
    if (selected.has(image.payload)) return false;
    const area = areaOf(image);
    return area > largest || (area === largest && types.has(image.payload.facts?.type));
  });
  const whole = others.filter(isWhole);
  if (whole.length === 0) return others;
  const different = new Set(await withoutSamePixels([...results, ...whole]));
  return others.filter((image) => !isWhole(image) || different.has(image));
}

function areaOf({ payload: { facts } }: EmbeddedImage): number {
  return facts === undefined ? 0 : facts.width * facts.height;
}

/** An error page, with any status, has images of its own. */
function mayHoldOtherImages({ documents, raw }: ReplyFacts): boolean {
  return raw.status < 400 && documents.notJson !== 'html';
}
