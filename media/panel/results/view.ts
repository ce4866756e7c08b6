import { html, nothing, type TemplateResult } from 'lit';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import type { Context } from '../context.ts';
import { isInExport } from '../export/keys.ts';
import { resultBeingExported, type ExportState } from '../export/state.ts';
import { viewExport } from '../export/view.ts';
import { viewRemoved } from '../history/removed.ts';
import { viewUndoLine } from '../outcome/undoLine.ts';
import { failureBeside } from '../sheet/failedTile.ts';
import { viewSheet } from '../sheet/view.ts';
import '../stage/stage.ts';
import type { StageMode } from '../stage/modes.ts';
import { pictureOf } from '../stage/picture.ts';
import { viewStrip } from '../strip/view.ts';
import { pressResultKey } from './commands.ts';
import { viewInfo } from './info.ts';
import { NO_MENU, menuContext } from '../pictureMenu/context.ts';
import { comparedWith, selectionOf, shownResult } from './selection.ts';
import { showsSheet, variantsOf, type ResultsState } from './state.ts';
import { pendingParts } from './pending.ts';

/** The stage with one result or the variants of a run, what is known about it, and the strip of all results. */
export function viewResults(
  state: ResultsState & Pick<ExportState, 'exporting'>,
  context: Context,
): TemplateResult {
  const { view } = context;
  const result = shownResult(state, view.results);
  const pending = pendingParts(state, view);
  const variants = pending.length > 0 ? [] : result ? variantsOf(result, view.results) : [];
  const run = pending[0]?.run;
  // In one order everywhere, on the sheet as on the strip and in the history: the newest first. Images that are still to come are
  // before those that are there, so that each stays where it arrived.
  const shown = run === undefined ? variants : view.results.filter((one) => one.run === run);
  const failure = failureBeside(run ?? result?.run, view.failures);
  const places = shown.length + pending.length + (failure ? 1 : 0);
  const isSheet = pending.length > 0 || showsSheet(state, places);
  const isEmpty = result === undefined && pending.length === 0;
  return html`
    <div
      class="results"
      @keydown=${(event: KeyboardEvent) => {
        if (isInExport(event)) return;
        pressResultKey(event, {
          ...{ state, context, isSheet, places },
          shown: isSheet ? shown : view.results,
        });
      }}
    >
      ${viewDeleted(context)} ${viewRemoved(context)}
      ${
        viewExporting(state, context) ??
        html`
          ${isSheet ? viewSheet({ shown, pending, failure, selection: selectionOf(state, view.results) }, context) : nothing}
          ${
            result === undefined
              ? isEmpty
                ? viewEmpty(context)
                : html`<div class="result"></div>`
              : html`<article class="result" aria-label=${result.name}>
                  ${isSheet ? nothing : viewStage(result, state, context)}
                  ${viewInfo(result, { state, variants, places, isSheet }, context)}
                </article>`
          }
        `
      }
      ${isEmpty ? nothing : viewStrip(state, context)}
    </div>
  `;
}

/** The form that exports a result, while it is open. */
function viewExporting(
  state: Pick<ExportState, 'exporting'>,
  context: Context,
): TemplateResult | undefined {
  const result = resultBeingExported(state, context.view.results);
  return result && state.exporting && viewExport(result, state.exporting, context);
}

/** The source, as long as there is no result. */
function viewEmpty({ strings, view }: Context): TemplateResult {
  const [source] = view.images;
  return html`
    ${
      source?.src === undefined
        ? nothing
        : html`<easel-stage
            data-vscode-context=${NO_MENU}
            .strings=${strings}
            .picture=${{ name: source.name, src: source.src }}
          ></easel-stage>`
    }
    <p class="placeholder">${strings.noResult}</p>
  `;
}

function viewStage(result: ResultView, state: ResultsState, context: Context): unknown {
  const { strings, view, ui } = context;
  const picture = pictureOf(result);
  if (picture === undefined) {
    const text = result.isMissing ? strings.fileMissing : strings.noPreview;
    return html`<p class="placeholder">${text}</p>`;
  }
  const against = comparedWith(state, view.results);
  const before = against ? pictureOf(against) : result.source;
  return html`
    <easel-stage
      data-vscode-context=${menuContext(result, selectionOf(state, view.results))}
      .strings=${strings}
      .picture=${picture}
      .earlier=${before}
      .mode=${before === undefined ? 'single' : state.mode}
      .changed=${against ? '' : state.measured[result.id]}
      @mode=${({ detail }: CustomEvent<StageMode>) => {
        ui.setMode(detail);
      }}
    ></easel-stage>
  `;
}

/** The last deletion. */
function viewDeleted(context: Context): unknown {
  const { view, ui } = context;
  const line = {
    id: 'undo-delete',
    text: view.deleted?.text,
    undo: () => {
      if (view.deleted) ui.send({ type: 'undo-delete', deletion: view.deleted.id });
    },
    dismiss: () => {
      ui.send({ type: 'forget-deleted' });
    },
  };
  return viewUndoLine(line, context);
}
