import { imageDetails } from './panelPreview.ts';
import { factsLine } from './panelFacts.ts';
import type { EntryView, HistoryResultView } from './panelHistoryProtocol.ts';
import { outcomeWords } from '../route/words.ts';
import { foreign } from '../run/foreign.ts';
import type { HistoryEntry, HistoryResult } from '../run/history.ts';
import { fileName } from '../run/historySearch.ts';
import type { Translate } from '../run/message.ts';

/** Of a prompt in the list: the whole one comes back when the run is opened again. */
const LONGEST_SHOWN = 400;

/** What the host finds out about the files of an entry. */
export interface Around {
  /** A gateway's label by its id. */
  readonly gatewayLabel: (id: string) => string;
  /** A moment for eyes, by ms since 1970. */
  readonly when: (at: number) => string;
  readonly isGone: (uri: string) => boolean;
  /** Where the webview may load a result from; undefined where it cannot or should not. */
  readonly preview: (result: HistoryResult) => string | undefined;
}

/** An entry as the panel shows it. Whatever was written down long ago is foreign by now, so all of it is cleaned. */
export function entryView(entry: HistoryEntry, around: Around, t: Translate): EntryView {
  const { id, at, prompt, images, results, outcome, message, warnings, model, usage, ms } = entry;
  const gateway = around.gatewayLabel(entry.gateway);
  const isRegion = entry.region !== undefined;
  const line = factsLine({ isRegion, model, gateway, tookMs: ms, ...(usage ? { usage } : {}) }, t);
  const asked = [entry.aspectRatio, entry.imageSize].filter((one) => one !== undefined);
  const words = outcome === 'saved' ? t('saved') : outcomeWords(outcome, t);
  return {
    id,
    when: around.when(at),
    prompt: foreign(prompt, LONGEST_SHOWN),
    images: images.map((uri) => ({ name: nameOf(uri), gone: around.isGone(uri) })),
    results: results.map((result) => resultView(result, around)),
    outcome: words,
    isSaved: outcome === 'saved',
    facts: [...asked.map((one) => foreign(one, 20)), line].join(' · '),
    told: [...(message === undefined ? [] : [message]), ...warnings].map((one) =>
      foreign(one, 600),
    ),
  };
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
  return foreign(fileName(uri), 120);
}
