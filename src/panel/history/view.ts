import { canPreview, imageDetails } from '../../image/preview/canPreview.ts';
import { factsLine } from '../results/facts.ts';
import type { EntryView, HistoryResultView } from './protocol.ts';
import { outcomeLabel } from '../../route/describe/observation.ts';
import { sanitize } from '../../text/sanitize.ts';
import { LONGEST_PROMPT, type HistoryEntry, type HistoryResult } from '../../history/history.ts';
import { fileName } from '../../history/search.ts';
import { chargeSentence } from '../../messages/message.ts';
import { type GatewayIdentity } from '../../text/gatewayName.ts';
import { type Translate } from '../../text/translate.ts';

/** Of a prompt in the list: the whole one comes back when the run is opened again. */
const LONGEST_SHOWN = 400;

/** What the host finds out about the files of an entry. */
export interface Around {
  /** A gateway by its id. */
  readonly gateway: (id: string) => GatewayIdentity;
  /** A moment for eyes, by ms since 1970. */
  readonly when: (at: number) => string;
  /** Whether this window waits for the end of a run. */
  readonly goesOn: (id: string) => boolean;
  readonly isGone: (uri: string) => boolean;
  /** Where the webview may load a result from; undefined where it cannot or should not. */
  readonly preview: (result: HistoryResult) => string | undefined;
}

/** An entry as the panel shows it. Whatever was written down long ago is foreign by now, so all of it is cleaned. */
export function entryView(entry: HistoryEntry, around: Around, t: Translate): EntryView {
  const { id, at, prompt, images, results, outcome, model, usage, ms } = entry;
  const gateway = around.gateway(entry.gateway).label;
  const isRegion = entry.region !== undefined;
  const took = outcome === 'sent' ? {} : { tookMs: ms };
  const line = factsLine({ isRegion, model, gateway, ...took, ...(usage && { usage }) }, t);
  const asked = [entry.aspectRatio, entry.imageSize].filter((one) => one !== undefined);
  return {
    id,
    when: around.when(at),
    prompt: sanitize(prompt, LONGEST_SHOWN),
    images: images.map((uri) => ({ name: nameOf(uri), gone: around.isGone(uri) })),
    results: results.map((result) => resultView(result, around)),
    facts: [...asked.map((one) => sanitize(one, 20)), line].join(' · '),
    ...endOf(entry, around, t),
  };
}

/** Whoever cancelled a run has not failed, nor has what may still go on. */
function endOf(
  { id, gateway, outcome, message, warnings }: HistoryEntry,
  around: Around,
  t: Translate,
): Pick<EntryView, 'outcome' | 'end' | 'told'> {
  const told = [...(message === undefined ? [] : [message]), ...warnings].map((one) =>
    sanitize(one, 600),
  );
  switch (outcome) {
    case 'saved':
      return { outcome: t('saved'), end: 'saved', told };
    case 'cancelled':
      return { outcome: outcomeLabel(outcome, t), end: 'cancelled', told };
    case 'sent': {
      if (around.goesOn(id)) return { outcome: t('running'), end: 'running', told };
      const open = [
        t('It goes on in another window, or its window was closed meanwhile.'),
        chargeSentence('maybe', t, around.gateway(gateway)),
        t('What had arrived is among the unsaved results.'),
      ];
      return { outcome: t('no end known'), end: 'open', told: [open.join(' ')] };
    }
    default:
      return { outcome: outcomeLabel(outcome, t), end: 'failed', told };
  }
}

/**
 * Whether a result may be drawn. A file that is another one by now may be of any size in px, and nobody has looked.
 *
 * @param now its size in bytes
 */
export function isDrawn(
  { size, width, height, type }: HistoryResult,
  now: number | undefined,
): boolean {
  if (type === undefined || width === undefined || height === undefined) return false;
  return now === size && canPreview({ type, width, height });
}

/** What the user should know where an entry is filled in again and not all of it comes back: as it is, it asks for something else. */
export function notRefilled(
  { images, region, prompt }: HistoryEntry,
  isGone: (uri: string) => boolean,
  t: Translate,
): readonly string[] {
  const gone = images.filter(isGone).map(fileName);
  const names = sanitize(gone.join(', '));
  return [
    ...(gone.length > 0
      ? [t('The prompt is filled in again, without what is gone: {0}.', names)]
      : []),
    ...(region?.length === 0
      ? [
          t(
            'What was marked had too many strokes to be remembered: without a mark, all may change.',
          ),
        ]
      : []),
    ...(prompt.length >= LONGEST_PROMPT
      ? [t('Of the prompt, the first {0} characters are remembered.', LONGEST_PROMPT)]
      : []),
  ];
}

function resultView(result: HistoryResult, { isGone, preview }: Around): HistoryResultView {
  const { uri, size, width = 0, height = 0, type } = result;
  const gone = isGone(uri);
  const src = gone ? undefined : preview(result);
  const isKnown = size !== undefined && type !== undefined;
  return {
    name: nameOf(uri),
    gone,
    details: isKnown ? imageDetails({ type, width, height }, size) : '',
    ...(src === undefined ? {} : { src }),
  };
}

function nameOf(uri: string): string {
  return sanitize(fileName(uri), 120);
}
