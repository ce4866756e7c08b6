import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import { viewThumbnail } from '../../shared/viewThumbnail.ts';
import type { Context } from '../context.ts';
import { unlistedParts, type PendingPart } from '../results/pending.ts';
import { selectionOf, type Selection } from '../results/selection.ts';
import type { ResultsState } from '../results/state.ts';
import { viewOption } from './option.ts';

/** All results as thumbnails, newest first, with a gap between runs. Images that runs in progress wait for come first. */
export function viewStrip(state: ResultsState, context: Context): TemplateResult {
  const { strings, view } = context;
  const selection = selectionOf(state, view.results);
  const places = view.runs.toReversed().flatMap((run) => unlistedParts(run, view.results));
  // In one list, so that an image takes the place of its request, and no other one moves.
  const all = [...places, ...view.results];
  return html`
    <div class="strip">
      <div
        class="thumbs"
        role="listbox"
        aria-multiselectable="true"
        aria-label=${strings.results}
        aria-orientation="horizontal"
        aria-busy=${String(places.length > 0)}
      >
        ${repeat(
          all,
          (one, index) => ('id' in one ? one.id : `place-${index}`),
          (one, index) => {
            const isFirst = index > 0 && isOtherRun(one, all[index - 1]);
            return 'id' in one
              ? viewThumb(one, { context, selection, isFirst })
              : viewPlace(one, isFirst, view);
          },
        )}
      </div>
    </div>
  `;
}

function viewPlace(
  { run }: PendingPart,
  isFirst: boolean,
  { runs }: Context['view'],
): TemplateResult {
  return html`<div
    class="thumb pending ${isFirst ? 'first' : ''}"
    title=${runs.find(({ id }) => id === run)?.prompt ?? ''}
  >
    <vscode-icon name="loading" spin></vscode-icon>
  </div>`;
}

interface Thumb {
  readonly context: Context;
  readonly selection: Selection;
  /** The first one of its run. */
  readonly isFirst: boolean;
}

function viewThumb(result: ResultView, { context, selection, isFirst }: Thumb): TemplateResult {
  const { name, src, preview, parent } = result;
  const { ui, view } = context;
  const from = view.results.find((one) => one.id === parent);
  const option = {
    place: 'option',
    classes: `thumb ${isFirst ? 'first' : ''} ${from ? 'child' : ''}`,
    title: from ? `${from.name} → ${name}` : name,
    selection,
  } as const;
  return viewOption(result, option, context, viewThumbnail(preview?.src ?? src, ui.draw));
}

interface OfRun {
  readonly run?: string | undefined;
}

/** Results that earlier versions stored have no run, and each is one of its own. */
function isOtherRun({ run }: OfRun, newer: OfRun | undefined): boolean {
  return run === undefined || run !== newer?.run;
}
