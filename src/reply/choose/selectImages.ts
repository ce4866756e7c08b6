import { blockProblem } from '../classify/blockProblem.ts';
import { envelopeProblem } from '../classify/errorProblem.ts';
import type { ReplyFacts } from '../classify/replyFacts.ts';
import type { ParsedDocuments } from '../parse/parseDocuments.ts';
import type { ReceivedBody, ReceiveFailure } from '../receive/receiveBody.ts';
import {
  draftAsResult,
  findEmbeddedImages,
  findUnplacedImages,
  isWhole,
  withoutDuplicates,
  type EmbeddedImage,
  type EmbeddedImages,
} from './embeddedImages.ts';
import { findHostedLinks, type HostedLink } from './hostedLinks.ts';

/** The images of a reply that are its results, and others to keep. */
export interface Selection {
  /** The results that the reply contains itself: whole, each once. */
  readonly images: readonly EmbeddedImage[];
  /** The one image is a draft. */
  readonly isDraft: boolean;
  /** The results to fetch. Empty when the reply contains an image itself. */
  readonly links: readonly HostedLink[];
  /** Whole images that may not be results, because the reply that marks them as such is missing or unknown. */
  readonly unfinished: readonly EmbeddedImage[];
  /** Every payload in the place of a result or a draft, whole or not. */
  readonly found: EmbeddedImages;
  /** The same within a truncated document that doesn't count. */
  readonly foundUnfinished: EmbeddedImages;
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
 * Selects the images of a reply. An embedded image comes before a hosted one, a result before a
 * draft, and a whole image before any other.
 */
export function selectImages({ received, parsed, facts, failure }: SelectionInputs): Selection {
  const { payloads, placeholders, documents } = received;
  const found = findEmbeddedImages(parsed.reply, payloads, placeholders);
  const foundUnfinished = findEmbeddedImages(parsed.unfinished, payloads, placeholders);

  const whole = withoutDuplicates(found.results.filter(isWhole));
  // Searches the whole text, because even in a reply that was cut off, a whole address points to a paid image.
  const links = whole.length === 0 ? findHostedLinks(parsed.everything, facts.origin) : [];
  const isComplete =
    failure === undefined && documents.notJson === undefined && facts.raw.status < 400;
  const mayUseDraft = whole.length + links.length === 0 && isComplete;
  const draft = mayUseDraft ? draftAsResult(parsed.reply, found.drafts) : undefined;
  const images = draft === undefined ? whole : [draft];

  const placed = [found, foundUnfinished].flatMap(({ results, drafts }) => [...results, ...drafts]);
  const unplaced = mayHoldUnplacedImages(facts) ? findUnplacedImages(payloads, placed) : [];
  const others = [...foundUnfinished.results, ...unplaced].filter(isWhole);
  const unfinished = withoutDuplicates([...images, ...others]).slice(images.length);

  return {
    images,
    isDraft: draft !== undefined,
    links,
    unfinished,
    found,
    foundUnfinished,
    hasUnplacedImages: unplaced.length > 0,
  };
}

/** Returns whether images may be in places that no rule covers: in a truncated reply, or in an unknown shape. */
function mayHoldUnplacedImages(facts: ReplyFacts): boolean {
  const { documents, reply, raw } = facts;
  // An HTML page has images of its own.
  if (raw.status >= 400 || documents.notJson === 'html') return false;
  if (documents.notJson !== undefined) return true;
  const hasContent =
    reply.openAiImages.length > 0 || reply.candidates.some(({ parts }) => parts.length > 0);
  const hasProblem = blockProblem(facts) !== undefined || envelopeProblem(facts) !== undefined;
  return !hasContent && !hasProblem;
}
