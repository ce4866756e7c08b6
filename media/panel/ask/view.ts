import { toolButton } from '../../shared/toolButton.ts';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { MAX_COUNT } from '../../../src/panel/ask/protocol.ts';
import { MAX_RUNNING } from '../../../src/panel/runs/protocol.ts';
import { costLine } from './cost.ts';
import { refinable, whyNotRefinable } from '../results/refine.ts';
import { viewDestination } from './viewDestination.ts';
import { canRun } from './canRun.ts';
import type { Choices, UnsupportedSetting } from './draft.ts';
import type { State } from '../state.ts';
import { isMac } from '../../shared/platform.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';
import { imageBeingMarked } from '../region/state.ts';
import { promptBox, viewStarters } from './promptBox.ts';
import { viewFinalFile } from './finalFile.ts';
import { formToggle, optionsLine } from '../studio/fold.ts';
import { viewRatios } from './ratios.ts';
import { promptTools, viewSavedPrompts } from '../prompts/view.ts';

const COUNTS = Array.from({ length: MAX_COUNT }, (_, index): Option => {
  const count = String(index + 1);
  return [count, count];
});

type Option = readonly [value: string, label: string];

/** The options, folded into one line, the status of the route, and prompts to start from. */
export function viewAsk(chosen: Choices, state: State, context: Context): TemplateResult {
  const { starters, savedPrompts } = state;
  const { strings, ui } = context;
  const models = chosen.models.map(({ id, label }): Option => [id, label]);
  const model = select('model', chosen.model, models, (value) => {
    ui.edit({ model: value });
  });
  const sizes = chosen.imageSizes.map((size): Option => [
    size,
    size === 'auto' ? strings.auto : size,
  ]);
  const size = select('size', chosen.imageSize, sizes, (value) => {
    ui.edit({ imageSize: value });
  });
  const count = select('count', String(chosen.count), COUNTS, (value) => {
    ui.edit({ count: Number(value) });
  });
  const otherModel = toolButton('edit', strings.otherModel, () => {
    ui.send({ type: 'choose-model' });
  });
  const isOpen = state.draft.showsOptions === true;
  return html`
    <button
      type="button"
      class="settings"
      aria-expanded=${String(isOpen)}
      title=${optionsLine(chosen, context)}
      @click=${() => {
        ui.edit({ showsOptions: !isOpen });
      }}
    >
      <vscode-icon name="settings"></vscode-icon>
      <span class="about">
        <span class="visually-hidden">${strings.options}:</span> ${optionsLine(chosen, context)}
      </span>
      <vscode-icon name=${isOpen ? 'chevron-up' : 'chevron-down'}></vscode-icon>
    </button>
    ${
      isOpen
        ? html`
            ${field('model', strings.model, html`<div class="line">${model} ${otherModel}</div>`)}
            <div class="options">
              ${viewRatios(chosen.aspectRatio, chosen.aspectRatios, context)}
              ${field('size', strings.imageSize, size)} ${field('count', strings.count, count)}
            </div>
            ${viewFinalFile(chosen, context)} ${gatewayLine(context)}
          `
        : nothing
    }
    ${chosen.unsupported.map((one) => settingLine(one, context))} ${routeLine(chosen, context)}
    ${savedPrompts ? nothing : viewStarters(chosen.prompt, starters, context)}
    ${viewSavedPrompts(savedPrompts, starters, context)}
  `;
}

/** The prompt and its tools, which stay next to Run. */
export function viewPrompt(chosen: Choices, state: State, context: Context): TemplateResult {
  const { prompt } = chosen;
  return html`
    <div class="field">
      <div class="line">
        <vscode-label class="about" for="prompt">${context.strings.prompt}</vscode-label>
        ${formToggle(chosen, state, context)} ${promptTools(prompt, state.savedPrompts, context)}
      </div>
      ${promptBox(prompt, context)}
    </div>
  `;
}

/** Says that a setting does not apply to the model. */
function settingLine(
  { setting, value }: UnsupportedSetting,
  { strings, ui }: Context,
): TemplateResult {
  const name = `easel.${setting}`;
  return html`
    <div class="line">
      <span class="about hint">${fill(strings.unsupportedSetting, name, value)}</span>
      ${toolButton('settings-gear', fill(strings.openSetting, name), () => {
        ui.send({ type: 'setup-action', action: `open-${setting}` });
      })}
    </div>
  `;
}

/** Run, what it costs, and where the result goes. */
export function viewRunBar(
  chosen: Choices,
  state: Pick<State, 'draft' | 'view' | 'destination' | 'marking' | 'selected'>,
  context: Context,
): TemplateResult {
  const { strings, view, ui } = context;
  const isReady = canRun(state);
  const cost = costLine(chosen, view, strings);
  return html`
    ${cost === undefined ? nothing : html`<p class="hint">${cost}</p>`}
    ${viewDestination(state.destination, chosen.count, context)}
    <div class="buttons run-bar">
      <vscode-button
        icon="play"
        ?disabled=${!isReady}
        aria-disabled=${String(!isReady)}
        @click=${ui.run}
      >
        ${strings.run}
      </vscode-button>
      <span class="hint">
        ${
          imageBeingMarked(state)
            ? strings.regionFirst
            : view.runs.length >= MAX_RUNNING
              ? fill(strings.runsAtOnce, MAX_RUNNING)
              : isMac()
                ? '⌘⏎'
                : strings.runHint
        }
      </span>
      ${viewRefine(state, isReady, context)}
    </div>
  `;
}

/** Always in its place, and disabled with a reason, so that it doesn't come and go with every result that is on show. */
function viewRefine(
  state: Pick<State, 'selected'>,
  isReady: boolean,
  { strings, view, ui }: Context,
): TemplateResult {
  const reason = whyNotRefinable(state, view);
  const name = refinable(state, view)?.name ?? '';
  const isDisabled = !isReady || reason !== undefined;
  const hint = fill(strings.refineHint, name, isMac() ? '⇧⌘⏎' : strings.refineKeys);
  const title = reason === undefined ? hint : strings[reason];
  // A disabled button has no tooltip, so the element around it has it.
  return html`<span title=${title}
    ><vscode-button
      secondary
      ?disabled=${isDisabled}
      aria-disabled=${String(isDisabled)}
      aria-description=${title}
      @click=${ui.refine}
    >
      ${strings.refine}
    </vscode-button></span
  >`;
}

function gatewayLine({ strings, view, ui }: Context): TemplateResult {
  return html`
    <div class="line">
      <span class="about">
        ${strings.gateway}: <strong>${view.gateway ?? strings.noGateway}</strong>
      </span>
      ${toolButton('settings-gear', strings.changeGateway, () => {
        ui.send({ type: 'setup-action', action: 'choose-gateway' });
      })}
    </div>
  `;
}

/** The status of the route of the next run. */
function routeLine(
  { status }: Choices,
  { strings, view, ui }: Context,
): TemplateResult | typeof nothing {
  if (status === undefined) return nothing;
  const { state, icon, text } = view.images.length > 0 ? status.edit : status.generate;
  const needsAttention = state === 'down' || state === 'retired' || state === 'caution';
  return html`
    <div class="line route ${needsAttention ? 'needs-attention' : ''}">
      <vscode-icon name=${icon}></vscode-icon>
      <span class="about">${text}</span>
      ${toolButton('list-unordered', strings.routeStatus, () => {
        ui.send({ type: 'setup-action', action: 'route-status' });
      })}
      ${
        needsAttention
          ? toolButton('debug-restart', strings.retest, () => {
              ui.send({ type: 'setup-action', action: 'retest' });
            })
          : nothing
      }
    </div>
  `;
}

/** The label also names the control with that id for screen readers. */
function field(id: string, label: string, control: TemplateResult): TemplateResult {
  return html`<div class="field"><vscode-label for=${id}>${label}</vscode-label>${control}</div>`;
}

/** Renders a select. It sets `selected` on the options, because the element rereads them whenever that attribute changes. */
function select(
  id: string,
  value: string,
  options: readonly Option[],
  choose: (value: string) => void,
): TemplateResult {
  return html`
    <vscode-single-select
      id=${id}
      @change=${({ currentTarget }: Event) => {
        choose((currentTarget as VscodeSingleSelect).value);
      }}
    >
      ${options.map(
        ([option, label]) =>
          html`<vscode-option .value=${option} ?selected=${option === value}
            >${label}</vscode-option
          >`,
      )}
    </vscode-single-select>
  `;
}
