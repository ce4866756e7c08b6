import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import { viewThumbnail } from '../../shared/viewThumbnail.ts';
import type { Context } from '../context.ts';
import { unlistedParts } from '../results/pending.ts';
import { selectionOf, type Selection } from '../results/selection.ts';
import type { ResultsState } from '../results/state.ts';
import { viewOption } from './option.ts';

/** All results as thumbnails, newest first, with a gap between runs. Images that runs in progress wait for come first. */
export function viewStrip(state: ResultsState, context: Context): TemplateResult {
  const { strings, view } = context;
  const selection = selectionOf(state, view.results);
  // The gap is there before the first image of a run in progress.
  const waiting = view.runs.find((run) => unlistedParts(run, view.results).length > 0);
  return html`
    <div class="strip">
      ${view.runs.toReversed().map((run) =>
        unlistedParts(run, view.results).map(
          () =>
            html`<div class="thumb pending" title=${run.prompt}>
              <vscode-icon name="loading" spin></vscode-icon>
            </div>`,
        ),
      )}
      ${
        view.results.length === 0
          ? nothing
          : html`<div
              class="thumbs"
              role="listbox"
              aria-multiselectable="true"
              aria-label=${strings.results}
              aria-orientation="horizontal"
            >
              ${repeat(
                view.results,
                ({ id }) => id,
                (result, index) =>
                  viewThumb(result, {
                    context,
                    selection,
                    isFirst:
                      index === 0
                        ? waiting !== undefined && isOtherRun(result, waiting.id)
                        : isOtherRun(result, view.results[index - 1]?.run),
                  }),
              )}
            </div>`
      }
    </div>
  `;
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

/** Results that earlier versions stored have no run, and each is one of its own. */
function isOtherRun({ run }: ResultView, newer: string | undefined): boolean {
  return run === undefined || run !== newer;
}
