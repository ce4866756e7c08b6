import { canPreview, imageDetails } from '../../image/preview/canPreview.ts';
import { factsLine } from '../results/facts.ts';
import { imageActions } from '../results/actions.ts';
import type { ItemView } from './protocol.ts';
import { outcomeLabel } from '../../route/describe/observation.ts';
import { sanitize } from '../../text/sanitize.ts';
import { MAX_PROMPT_LENGTH, type HistoryEntry, type HistoryResult } from '../../history/history.ts';
import { resultOf, type HistoryItem } from '../../history/items.ts';
import { fileName } from '../../history/search.ts';
import { chargeSentence } from '../../messages/message.ts';
import { type GatewayIdentity } from '../../text/gatewayName.ts';
import { type Translate } from '../../text/translate.ts';

/** Characters of a prompt in the list. Reusing an entry fills in the whole prompt. */
const MAX_SHOWN_LENGTH = 400;

/** The information that an entry does not contain. */
export interface ItemContext {
  /** Finds a gateway by its id. */
  readonly gateway: (id: string) => GatewayIdentity;
  /** Formats a time of day, in ms since 1970. */
  readonly when: (at: number) => string;
  /** Returns whether a run is in progress in this window. */
  readonly isRunning: (id: string) => boolean;
  /** Returns whether there is no such file. It can be one in the bin. */
  readonly isMissing: (uri: string) => boolean;
  /** Returns where the webview loads a result from; undefined if it can't or should not. */
  readonly preview: (result: HistoryResult) => string | undefined;
}

/** Returns an item for the page. Other programs can write to the history, so all text is sanitized. */
export function itemView(item: HistoryItem, context: ItemContext, t: Translate): ItemView {
  const { entry, index } = item;
  const { id, at, prompt, images } = entry;
  const result = resultOf(item);
  const names = images.map((uri) =>
    context.isMissing(uri) ? t('{0} (missing)', nameOf(uri)) : nameOf(uri),
  );
  return {
    name: { entry: id, index, ...(result && { file: fileName(result.uri) }) },
    when: context.when(at),
    prompt: sanitize(prompt, MAX_SHOWN_LENGTH),
    from: names.join(', '),
    facts: entryFacts(entry, context, t),
    ...endOf(entry, context, t),
    actions: imageActions({
      hasFile:
        result !== undefined && !isDeleted(result, context) && !context.isMissing(result.uri),
      hasInputs: true,
      hasSource: images.some((uri) => !context.isMissing(uri)),
    }),
    ...(result && { image: imageView(result, context) }),
  };
}

/** Returns ratio, size, model, gateway, time, and tokens in one line. */
export function entryFacts(
  entry: HistoryEntry,
  { gateway }: Pick<ItemContext, 'gateway'>,
  t: Translate,
): string {
  const { model, outcome, usage, ms, region } = entry;
  const duration = outcome === 'sent' ? {} : { tookMs: ms };
  const line = factsLine(
    {
      isRegion: region !== undefined,
      model,
      gateway: gateway(entry.gateway).label,
      ...duration,
      ...(usage && { usage }),
    },
    t,
  );
  const { aspectRatio, imageSize, size, background } = entry;
  const exact = size === undefined ? undefined : t('{0} px', size);
  const transparent = background && t('transparent');
  const options = [aspectRatio, imageSize, exact, transparent].filter((one) => one !== undefined);
  return [...options.map((one) => sanitize(one, 20)), line].join(' · ');
}

/** A canceled run is not a failure, and neither is one that may still be in progress. */
function endOf(
  { id, gateway, outcome, message, warnings }: HistoryEntry,
  context: ItemContext,
  t: Translate,
): Pick<ItemView, 'outcome' | 'end' | 'notes'> {
  const notes = [...(message === undefined ? [] : [message]), ...warnings]
    .map((note) => sanitize(note, 600))
    .join(' ');
  switch (outcome) {
    case 'saved':
      return { outcome: t('saved'), end: 'saved', notes };
    case 'cancelled':
      return { outcome: outcomeLabel(outcome, t), end: 'cancelled', notes };
    case 'sent': {
      if (context.isRunning(id)) return { outcome: t('running'), end: 'running', notes };
      const sentences = [
        t('The run is in progress in another window, or its window was closed.'),
        chargeSentence('maybe', { t, gateway: context.gateway(gateway) }),
        t('Any images that arrived are in the unsaved results.'),
      ];
      return { outcome: t('outcome unknown'), end: 'open', notes: sentences.join(' ') };
    }
    default:
      return { outcome: outcomeLabel(outcome, t), end: 'failed', notes };
  }
}

/**
 * Returns whether the page may draw a result. A file that changed since the run can have any size in px.
 *
 * @param fileSize the present size in bytes; undefined for a missing file
 */
export function canDraw(
  { size, width, height, type }: HistoryResult,
  fileSize: number | undefined,
): boolean {
  if (type === undefined || width === undefined || height === undefined) return false;
  return fileSize === size && canPreview({ type, width, height });
}

/** Returns what a reused entry lacks, in sentences: without it the run would be a different one. */
export function missingInputs(
  { images, region, prompt }: HistoryEntry,
  isMissing: (uri: string) => boolean,
  t: Translate,
): readonly string[] {
  const missing = images.filter(isMissing).map(fileName);
  const names = sanitize(missing.join(', '));
  return [
    ...(missing.length > 0
      ? [t('The prompt is filled in, but these images are missing: {0}.', names)]
      : []),
    ...(region?.length === 0
      ? [t('The region had too many strokes to be stored. Without it, the whole image can change.')]
      : []),
    ...(prompt.length >= MAX_PROMPT_LENGTH
      ? [t('Only the first {0} characters of the prompt were stored.', MAX_PROMPT_LENGTH)]
      : []),
  ];
}

function imageView(result: HistoryResult, context: ItemContext): NonNullable<ItemView['image']> {
  const { uri, size, width = 0, height = 0, type, mark } = result;
  const inBin = isDeleted(result, context);
  // Another file can have its name now.
  const missing = inBin || context.isMissing(uri);
  const src = missing ? undefined : context.preview(result);
  const isKnown = size !== undefined && type !== undefined;
  return {
    file: nameOf(uri),
    isMissing: missing,
    ...(inBin && { isDeleted: true as const }),
    details: isKnown ? imageDetails({ type, width, height }, size) : '',
    ...(src !== undefined && { src }),
    ...(mark && { mark }),
  };
}

/** Returns whether a file is in the bin, which keeps it for a while. */
function isDeleted(
  { deleted }: HistoryResult,
  { isMissing }: Pick<ItemContext, 'isMissing'>,
): boolean {
  return deleted !== undefined && !isMissing(deleted.binned);
}

function nameOf(uri: string): string {
  return sanitize(fileName(uri), 120);
}
