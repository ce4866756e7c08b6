import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/index.js';
import { html, type TemplateResult } from 'lit';
import { LONGEST_PROMPT } from '../src/vscode/panelProtocol.ts';
import type { Choices } from './draft.ts';
import type { Context } from './view.ts';

const IS_MAC = navigator.platform.startsWith('Mac');

/** The prompt, what to make it with, and Run. */
export function viewAsk(asked: Choices, canRun: boolean, context: Context): TemplateResult {
  const { strings, view, ui } = context;
  return html`
    <section class="field">
      <vscode-label for="prompt">${strings.prompt}</vscode-label>
      <vscode-textarea
        id="prompt"
        rows="5"
        resize="vertical"
        maxlength=${LONGEST_PROMPT}
        .placeholder=${view.images.length > 0 ? strings.promptForEdit : strings.promptForNew}
        .value=${asked.prompt}
        @input=${({ currentTarget }: Event) => {
          ui.enter({ prompt: (currentTarget as VscodeTextarea).value });
        }}
      ></vscode-textarea>
    </section>
    <section class="field">
      <vscode-label for="model">${strings.model}</vscode-label>
      <div class="line">
        ${select(
          'model',
          asked.model,
          asked.models.map(({ id, label }) => [id, label]),
          (model) => {
            ui.enter({ model });
          },
        )}
        <vscode-toolbar-button
          icon="edit"
          .label=${strings.otherModel}
          title=${strings.otherModel}
          @click=${() => {
            ui.send({ type: 'choose-model' });
          }}
        ></vscode-toolbar-button>
      </div>
    </section>
    <div class="pair">
      <section class="field">
        <vscode-label for="ratio">${strings.aspectRatio}</vscode-label>
        ${select('ratio', asked.aspectRatio, named(asked.aspectRatios, context), (aspectRatio) => {
          ui.enter({ aspectRatio });
        })}
      </section>
      <section class="field">
        <vscode-label for="size">${strings.imageSize}</vscode-label>
        ${select('size', asked.imageSize, named(asked.imageSizes, context), (imageSize) => {
          ui.enter({ imageSize });
        })}
      </section>
    </div>
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
    <div class="line gateway">
      <span class="about">
        ${strings.gateway}: <strong>${view.gateway ?? strings.noGateway}</strong>
      </span>
      <vscode-toolbar-button
        icon="settings-gear"
        .label=${strings.changeGateway}
        title=${strings.changeGateway}
        @click=${() => {
          ui.send({ type: 'set-up', action: 'choose-gateway' });
        }}
      ></vscode-toolbar-button>
    </div>
  `;
}

/** The element reads its options anew whenever one of them says that it is, or is no longer, the selected one. */
function select(
  id: string,
  value: string,
  options: readonly (readonly [value: string, label: string])[],
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

function named(
  values: readonly string[],
  { strings }: Context,
): readonly (readonly [string, string])[] {
  return values.map((value) => [value, value === 'auto' ? strings.auto : value]);
}
