import { html, nothing, type TemplateResult } from 'lit';
import type { Mark, ResultView } from '../../../src/panel/results/protocol.ts';
import { viewFileName } from '../../shared/names/fileName.ts';
import { fill } from '../../shared/fill.ts';
import { toolButton } from '../../shared/toolButton.ts';
import type { Context } from '../context.ts';
import { dragOut } from '../strip/dragOut.ts';
import { LAST_GROUP, resultButton, resultMenu, resultTools } from './actions.ts';
import type { MenuItem } from './menu.ts';
import { comparedWith, selectionOf, targetsOf } from './selection.ts';
import type { ResultsState } from './state.ts';

interface Shown {
  readonly state: ResultsState;
  /** The results of the same run, with this one. */
  readonly variants: readonly ResultView[];
  /** The places on the sheet of the run, also those without an image. */
  readonly places: number;
  readonly isSheet: boolean;
}

/** The name and the facts of a result, and its actions. */
export function viewInfo(result: ResultView, shown: Shown, context: Context): TemplateResult {
  const { id, name, details, inputs, warnings } = result;
  const { state } = shown;
  const { strings, view } = context;
  const against = comparedWith(state, view.results);
  const origin = state.origins[id];
  const { size: selected } = selectionOf(state, view.results).ids;
  const images = targetsOf(id, state, view.results).map((one) => one.id);
  return html`
    <div class="info">
      <div class="line">
        <span class="about">
          <span
            class="name"
            title=${name}
            draggable=${result.src === undefined ? 'false' : 'true'}
            @dragstart=${(event: DragEvent) => {
              dragOut(event, [result.src]);
            }}
            >${viewFileName(name)}</span
          >
          <span class="hint" title=${origin?.title || nothing}
            >${details}${selected > 1 ? ` · ${fill(strings.selectedCount, selected)}` : nothing}</span
          >
        </span>
        <span class="hint origin" title=${origin?.title || nothing}>${origin?.text}</span>
        ${viewWarned(warnings)} ${viewMark(result, images, context)}
      </div>
      ${inputs ? viewInputs(inputs) : nothing}
      ${warnings.map(
        (warning) =>
          html`<p class="warning"><vscode-icon name="warning"></vscode-icon>${warning}</p>`,
      )}
      ${against && state.mode !== 'single' ? html`<p class="hint">${fill(strings.against, against.name)}</p>` : nothing}
      ${id === state.copied ? html`<p class="hint news">${fill(strings.copied, name)}</p>` : nothing}
      <div class="buttons">
        ${resultButton(result, 'use-as-source', context)} ${compareButton(result, shown, context)}
        ${resultButton(result, 'open', context)}
        <div class="tools">
          ${resultTools(result, context)} ${variantsTool(shown, context)}
          ${resultMenu(result, deleteRest(result, shown, context), context)}
        </div>
      </div>
    </div>
  `;
}

/** In a narrow page the warnings are below the edge of their box, so an icon beside the name has them, too. */
function viewWarned(warnings: readonly string[]): TemplateResult | typeof nothing {
  if (warnings.length === 0) return nothing;
  const text = warnings.join(' ');
  return html`<vscode-icon class="warned" name="warning" title=${text}></vscode-icon>`;
}

function viewInputs({ prompt, facts, remark }: NonNullable<ResultView['inputs']>): TemplateResult {
  return html`
    <div class="prompt-text" title=${prompt}>${prompt}</div>
    <div class="hint">${facts}</div>
    ${remark ? html`<p class="remark">“${remark}”</p>` : nothing}
  `;
}

function compareButton(
  { id, source, src }: ResultView,
  { state, isSheet }: Shown,
  { strings, view, ui }: Context,
): TemplateResult | typeof nothing {
  const before = comparedWith(state, view.results) ?? source;
  if (src === undefined || before === undefined) return nothing;
  const isOn = state.mode !== 'single' && !isSheet;
  return html`
    <vscode-button
      id="compare"
      secondary
      icon="compare-changes"
      title=${strings.compareTooltip}
      aria-label=${strings.compareHere}
      aria-pressed=${String(isOn)}
      @click=${() => {
        ui.compare(isOn ? undefined : id);
      }}
    >
      <span>${strings.compareHere}</span>
    </vscode-button>
  `;
}

/** Shows the variants side by side, or one of them. */
function variantsTool(
  { places, isSheet }: Shown,
  { strings, ui }: Context,
): TemplateResult | typeof nothing {
  if (places < 2) return nothing;
  return toolButton(isSheet ? 'screen-full' : 'layout', strings.showVariants, () => {
    ui.showSheet(!isSheet);
  });
}

/** Deletes all variants but the selected ones. In the menu, away from the buttons that do no harm. */
function deleteRest(
  { id }: ResultView,
  { state, variants }: Shown,
  { strings, view, ui }: Context,
): readonly MenuItem[] {
  const kept = targetsOf(id, state, view.results);
  const images = variants.filter((one) => !kept.includes(one)).map((one) => one.id);
  if (images.length === 0) return [];
  const act = () => {
    ui.send({ type: 'delete-images', images });
  };
  return [{ icon: 'clear-all', label: strings.deleteRest, group: LAST_GROUP, act }];
}

/** Keep and reject as toggles, and the stars. @param images the ids of all results that they are for */
function viewMark(
  { name, mark = {} }: ResultView,
  images: string[],
  { strings, ui }: Context,
): TemplateResult {
  const toggle = (flag: 'keep' | 'reject', icon: string) =>
    html`<vscode-toolbar-button
      icon=${icon}
      toggleable
      ?checked=${mark.flag === flag}
      .label=${strings[flag]}
      title=${strings[flag]}
      @click=${() => {
        ui.send({ type: 'mark', images, flag: mark.flag === flag ? 'none' : flag });
      }}
    ></vscode-toolbar-button>`;
  const stars = mark.stars ?? 0;
  return html`
    <div class="tools" role="group" aria-label=${name}>
      ${toggle('keep', 'check')} ${toggle('reject', 'circle-slash')}
      ${toolButton(stars > 0 ? 'star-full' : 'star-empty', starsLabel(mark, strings.stars), () => {
        ui.send({ type: 'mark', images, stars: stars >= 5 ? 0 : stars + 1 });
      })}
    </div>
  `;
}

function starsLabel({ stars }: Mark, label: string): string {
  return stars ? `${'★'.repeat(stars)} ${label}` : label;
}
