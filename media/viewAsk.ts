import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/index.js';
import { html, type TemplateResult } from 'lit';
import { LONGEST_PROMPT } from '../src/vscode/panelProtocol.ts';
import type { Choices } from './draft.ts';
import type { Context } from './view.ts';

const IS_MAC = navigator.platform.startsWith('Mac');

type Option = readonly [value: string, label: string];

/** The prompt, what to make it with, and Run. */
export function viewAsk(asked: Choices, canRun: boolean, context: Context): TemplateResult {
  const { strings, ui } = context;
  const named = (value: string): Option => [value, value === 'auto' ? strings.auto : value];
  const models = asked.models.map(({ id, label }): Option => [id, label]);
  const model = select('model', asked.model, models, (chosen) => {
    ui.enter({ model: chosen });
  });
  const ratio = select('ratio', asked.aspectRatio, asked.aspectRatios.map(named), (chosen) => {
    ui.enter({ aspectRatio: chosen });
  });
  const size = select('size', asked.imageSize, asked.imageSizes.map(named), (chosen) => {
    ui.enter({ imageSize: chosen });
  });
  const otherModel = toolButton('edit', strings.otherModel, () => {
    ui.send({ type: 'choose-model' });
  });
  return html`
    ${field('prompt', strings.prompt, promptBox(asked.prompt, context))}
    ${field('model', strings.model, html`<div class="line">${model} ${otherModel}</div>`)}
    <div class="pair">
      ${field('ratio', strings.aspectRatio, ratio)} ${field('size', strings.imageSize, size)}
    </div>
    ${gatewayLine(context)}
    <div class="buttons">
      <vscode-button
        icon="play"
        ?disabled=${!canRun}
        aria-disabled=${String(!canRun)}
        @click=${ui.run}
      >
        ${strings.run}
      </vscode-button>
      <span class="hint">${IS_MAC ? '⌘⏎' : strings.runHint}</span>
    </div>
  `;
}

/** Not to be dragged taller: the handle's picture is a data: address, which the policy has no room for. */
function promptBox(prompt: string, { strings, view, ui }: Context): TemplateResult {
  return html`
    <vscode-textarea
      id="prompt"
      rows="6"
      resize="none"
      maxlength=${LONGEST_PROMPT}
      .placeholder=${view.images.length > 0 ? strings.promptForEdit : strings.promptForNew}
      .value=${prompt}
      @input=${({ currentTarget }: Event) => {
        ui.enter({ prompt: (currentTarget as VscodeTextarea).value });
      }}
    ></vscode-textarea>
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

/** A button with an icon alone: its label is what the pointer and the screen reader get. */
export function toolButton(icon: string, label: string, act: () => void): TemplateResult {
  return html`
    <vscode-toolbar-button
      icon=${icon}
      .label=${label}
      title=${label}
      @click=${act}
    ></vscode-toolbar-button>
  `;
}
