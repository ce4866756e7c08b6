import { toolButton } from '../../shared/toolButton.ts';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { MOST_REQUESTS, MOST_RUNNING } from '../../../src/panel/protocol.ts';
import { costLine } from './cost.ts';
import type { Choices, Unheeded } from './draft.ts';
import { canRun, type State } from '../state.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';
import { promptBox, viewStarters } from './promptBox.ts';
import { viewRatios } from './ratios.ts';
import { promptTools, viewSavedPrompts } from '../prompts/view.ts';

const IS_MAC = navigator.platform.startsWith('Mac');
const COUNTS = Array.from({ length: MOST_REQUESTS }, (_, index): Option => {
  const count = String(index + 1);
  return [count, count];
});

type Option = readonly [value: string, label: string];

/** The prompt, what to make it with, and Run. */
export function viewAsk(asked: Choices, state: State, context: Context): TemplateResult {
  const { starters, savedPrompts } = state;
  const { strings, ui } = context;
  const models = asked.models.map(({ id, label }): Option => [id, label]);
  const model = select('model', asked.model, models, (chosen) => {
    ui.enter({ model: chosen });
  });
  const sizes = asked.imageSizes.map((size): Option => [
    size,
    size === 'auto' ? strings.auto : size,
  ]);
  const size = select('size', asked.imageSize, sizes, (chosen) => {
    ui.enter({ imageSize: chosen });
  });
  const count = select('count', String(asked.count), COUNTS, (chosen) => {
    ui.enter({ count: Number(chosen) });
  });
  const otherModel = toolButton('edit', strings.otherModel, () => {
    ui.send({ type: 'choose-model' });
  });
  const cost = costLine(asked, context.view, strings);
  return html`
    <div>
      ${field('prompt', strings.prompt, promptBox(asked.prompt, context))}
      ${savedPrompts ? nothing : viewStarters(asked.prompt, starters, context)}
      ${promptTools(asked.prompt, savedPrompts, context)}
      ${viewSavedPrompts(savedPrompts, starters, context)}
    </div>
    ${field('model', strings.model, html`<div class="line">${model} ${otherModel}</div>`)}
    <div class="options">
      ${viewRatios(asked.aspectRatio, asked.aspectRatios, context)}
      ${field('size', strings.imageSize, size)} ${field('count', strings.count, count)}
    </div>
    ${asked.unheeded.map((one) => settingLine(one, context))}
    ${cost === undefined ? nothing : html`<p class="hint">${cost}</p>`}
    <div>${gatewayLine(context)} ${routeLine(asked, context)}</div>
    ${runBar(canRun(state), context)}
  `;
}

/** Whoever has set something is told when it does not hold here. */
function settingLine({ setting, value }: Unheeded, { strings, ui }: Context): TemplateResult {
  const name = `easel.${setting}`;
  return html`
    <div class="line">
      <span class="about hint">${fill(strings.unheeded, name, value)}</span>
      ${toolButton('settings-gear', fill(strings.openSetting, name), () => {
        ui.send({ type: 'set-up', action: `open-${setting}` });
      })}
    </div>
  `;
}

/** Always in sight, however much stands above it. */
function runBar(isReady: boolean, { strings, view, ui }: Context): TemplateResult {
  return html`
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
          view.runs.length >= MOST_RUNNING
            ? fill(strings.runsAtOnce, MOST_RUNNING)
            : IS_MAC
              ? '⌘⏎'
              : strings.runHint
        }
      </span>
    </div>
  `;
}

function gatewayLine({ strings, view, ui }: Context): TemplateResult {
  return html`
    <div class="line">
      <span class="about">
        ${strings.gateway}: <strong>${view.gateway ?? strings.noGateway}</strong>
      </span>
      ${toolButton('settings-gear', strings.changeGateway, () => {
        ui.send({ type: 'set-up', action: 'choose-gateway' });
      })}
    </div>
  `;
}

/** What is known of the way this would go. */
function routeLine(
  { status }: Choices,
  { strings, view, ui }: Context,
): TemplateResult | typeof nothing {
  if (status === undefined) return nothing;
  const { state, icon, text } = view.images.length > 0 ? status.edit : status.generate;
  const needsLook = state === 'down' || state === 'retired' || state === 'caution';
  return html`
    <div class="line route ${needsLook ? 'troubled' : ''}">
      <vscode-icon name=${icon}></vscode-icon>
      <span class="about">${text}</span>
      ${toolButton('list-unordered', strings.routeStatus, () => {
        ui.send({ type: 'set-up', action: 'route-status' });
      })}
      ${
        needsLook
          ? toolButton('debug-restart', strings.retest, () => {
              ui.send({ type: 'set-up', action: 'retest' });
            })
          : nothing
      }
    </div>
  `;
}

/** The label's element also names the control of that id for screen readers. */
function field(id: string, label: string, control: TemplateResult): TemplateResult {
  return html`<div class="field"><vscode-label for=${id}>${label}</vscode-label>${control}</div>`;
}

/** The element reads its options anew whenever one of them says that it is, or is no longer, the selected one. */
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
