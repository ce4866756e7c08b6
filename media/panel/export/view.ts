import { html, nothing, type TemplateResult } from 'lit';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';
import { NO_MENU } from '../pictureMenu/context.ts';
import type { StageMode } from '../stage/modes.ts';
import { pictureOf, type Picture } from '../stage/picture.ts';
import { addressOf } from './address.ts';
import { viewFields } from './fields.ts';
import { problemsOf } from './form.ts';
import { pressExportKey } from './keys.ts';
import { currentFile, isPending, type Exporting } from './state.ts';

/** The form that exports a result, beside the picture of exactly the bytes that it would write. In the place of the result. */
export function viewExport(
  result: ResultView,
  exporting: Exporting,
  context: Context,
): TemplateResult {
  const { strings, ui } = context;
  return html`
    <section
      class="export"
      aria-labelledby="export-heading"
      @keydown=${(event: KeyboardEvent) => {
        pressExportKey(event, ui);
      }}
    >
      <div class="export-body">
        <div class="export-picture">${viewPreview(result, exporting, context)}</div>
        <div class="export-form">
          <h2 id="export-heading" class="one-line" title=${result.name}>
            ${fill(strings.exportTitle, result.name)}
          </h2>
          ${viewFields(exporting, context)}
          <div class="export-end">
            ${viewFacts(exporting, context)} ${viewEnd(exporting, context)}
          </div>
        </div>
        ${viewNews(exporting, context)}
      </div>
    </section>
  `;
}

/** Until the first file has arrived, the picture as it is. */
function viewPreview(
  result: ResultView,
  { made, mode }: Exporting,
  { strings, ui }: Context,
): TemplateResult {
  const original = pictureOf(result);
  const picture: Picture | undefined =
    made === undefined
      ? original
      : made.parts.length > 0
        ? { name: result.name, src: addressOf(made) }
        : undefined;
  if (picture === undefined) return html`<p class="placeholder">${strings.noPreview}</p>`;
  const before = made === undefined ? undefined : original;
  return html`
    <easel-stage
      data-vscode-context=${NO_MENU}
      .strings=${strings}
      .picture=${picture}
      .earlier=${before}
      .mode=${before === undefined ? 'single' : mode}
      .changed=${''}
      @mode=${({ detail }: CustomEvent<StageMode>) => {
        ui.export({ type: 'export-compared', mode: detail });
      }}
    ></easel-stage>
  `;
}

/** Size and weight of the file. Screen readers hear them when they are up to date. */
function viewFacts(exporting: Exporting, { strings }: Context): TemplateResult {
  const { made } = exporting;
  const pending = isPending(exporting);
  const shown = pending ? made : currentFile(exporting);
  const text = shown
    ? fill(strings.exportFacts, shown.width, shown.height, shown.weight)
    : pending
      ? strings.exportWaiting
      : '';
  const exact = shown ? fill(strings.exportBytes, shown.bytes) : nothing;
  return html`
    <div class="export-facts ${pending ? 'pending' : ''}">
      <span id="export-facts" role="status" aria-busy=${String(pending)} title=${exact}
        >${text}</span
      >
      <vscode-icon name="sync"></vscode-icon>
    </div>
  `;
}

function viewEnd({ recipe }: Exporting, { strings, ui }: Context): TemplateResult {
  return html`
    <div class="buttons">
      <vscode-button
        id="export-write"
        ?disabled=${recipe === undefined}
        @click=${() => {
          ui.export({ type: 'export-wanted' });
        }}
      >
        ${strings.exportWrite}
      </vscode-button>
      <vscode-button
        secondary
        @click=${() => {
          ui.export({ type: 'export-closed' });
        }}
      >
        ${strings.cancel}
      </vscode-button>
    </div>
  `;
}

/** Why there is no file, and what the user should know about it. Where it moves nothing. */
function viewNews(exporting: Exporting, { strings }: Context): TemplateResult {
  const { problem, request, form } = exporting;
  const invalid = problemsOf(form);
  const sides = invalid.has('width') || invalid.has('height') ? [strings.exportSideProblem] : [];
  const most = invalid.has('most') ? [strings.exportMostProblem] : [];
  const refused = problem?.request === request ? [problem.text] : [];
  const problems = invalid.size > 0 ? [...sides, ...most] : refused;
  const notes = currentFile(exporting)?.notes ?? [];
  return html`
    <div id="export-news" class="export-news" role="status">
      ${problems.map((text) => newsLine('error', text))}
      ${notes.map((text) => newsLine('warning', text))}
    </div>
  `;
}

function newsLine(icon: 'error' | 'warning', text: string): TemplateResult {
  return html`<p class=${icon}><vscode-icon name=${icon}></vscode-icon>${text}</p>`;
}
