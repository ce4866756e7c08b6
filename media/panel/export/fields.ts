import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { FITS, TYPE_LABELS, WRITTEN_TYPES } from '../../../src/panel/export/protocol.ts';
import type { Context } from '../context.ts';
import {
  canBeTransparent,
  hasFit,
  hasQuality,
  problemsOf,
  type ExportForm,
  type TextField,
} from './form.ts';
import type { Exporting } from './state.ts';

/** The fields of the form. What doesn't apply is disabled, so that nothing moves. */
export function viewFields(exporting: Exporting, context: Context): TemplateResult {
  const { form, made } = exporting;
  const { strings } = context;
  const size = (side: 'width' | 'height') => (made ? String(made[side]) : '');
  const text = (name: TextField, label: string, placeholder: string) =>
    textField({ name, label, placeholder }, exporting, context);
  return html`
    <div class="export-fields">
      <div class="export-pair">
        ${text('width', strings.exportWidth, size('width'))}
        ${text('height', strings.exportHeight, size('height'))}
      </div>
      ${viewFits(form, context)} ${viewFormats(form, context)}
      <div class="export-pair">
        ${viewQuality(form, context)} ${text('most', strings.exportMost, '')}
      </div>
      ${viewTransparent(exporting, context)}
    </div>
  `;
}

interface FieldText {
  readonly name: TextField;
  readonly label: string;
  readonly placeholder: string;
}

function textField(
  { name, label, placeholder }: FieldText,
  { form }: Exporting,
  { ui }: Context,
): TemplateResult {
  const isWrong = problemsOf(form).has(name);
  return html`
    <label class="export-field">
      <span>${label}</span>
      <input
        id="export-${name}"
        type="text"
        inputmode=${name === 'most' ? 'decimal' : 'numeric'}
        autocomplete="off"
        maxlength="12"
        placeholder=${placeholder}
        aria-invalid=${String(isWrong)}
        aria-describedby="export-news"
        .value=${live(form[name])}
        @input=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          ui.export({ type: 'export-edited', change: { [name]: value } });
        }}
      />
    </label>
  `;
}

function viewFits(form: ExportForm, { strings, ui }: Context): TemplateResult {
  const texts = {
    cover: [strings.exportCover, strings.exportCoverEffect],
    contain: [strings.exportContain, strings.exportContainEffect],
    inside: [strings.exportInside, strings.exportInsideEffect],
  } as const;
  const choices = FITS.map((fit) => ({ value: fit, label: texts[fit][0], title: texts[fit][1] }));
  const group = { name: 'fit', legend: strings.exportFit, value: form.fit, choices };
  return radios({ ...group, isEnabled: hasFit(form) }, (fit) => {
    ui.export({ type: 'export-edited', change: { fit } });
  });
}

function viewFormats(form: ExportForm, { strings, ui }: Context): TemplateResult {
  const choices = WRITTEN_TYPES.map((type) => ({ value: type, label: TYPE_LABELS[type] }));
  const group = { name: 'format', legend: strings.exportFormat, value: form.format, choices };
  return radios({ ...group, isEnabled: true }, (format) => {
    ui.export({ type: 'export-edited', change: { format } });
  });
}

interface Radios<Value extends string> {
  readonly name: string;
  readonly legend: string;
  readonly value: Value;
  readonly choices: readonly {
    readonly value: Value;
    readonly label: string;
    readonly title?: string;
  }[];
  readonly isEnabled: boolean;
}

function radios<Value extends string>(
  { name, legend, value, choices, isEnabled }: Radios<Value>,
  choose: (value: Value) => void,
): TemplateResult {
  return html`
    <fieldset class="export-field" ?disabled=${!isEnabled}>
      <legend>${legend}</legend>
      <div class="export-choices">
        ${choices.map(
          (choice) =>
            html`<label title=${choice.title ?? choice.label}>
              <input
                type="radio"
                name="export-${name}"
                .checked=${live(choice.value === value)}
                @change=${() => {
                  choose(choice.value);
                }}
              />
              ${choice.label}
            </label>`,
        )}
      </div>
    </fieldset>
  `;
}

function viewQuality(form: ExportForm, { strings, ui }: Context): TemplateResult {
  const isEnabled = hasQuality(form);
  return html`
    <label class="export-field ${isEnabled ? '' : 'disabled'}">
      <span>${strings.exportQuality} <output>${isEnabled ? form.quality : ''}</output></span>
      <input
        id="export-quality"
        type="range"
        min="1"
        max="100"
        ?disabled=${!isEnabled}
        .value=${live(String(form.quality))}
        @input=${(event: Event) => {
          const quality = Number((event.target as HTMLInputElement).value);
          ui.export({ type: 'export-edited', change: { quality } });
        }}
      />
    </label>
  `;
}

function viewTransparent({ form, isPlain }: Exporting, { strings, ui }: Context): TemplateResult {
  const isEnabled = canBeTransparent(form, isPlain);
  return html`
    <label
      class="export-check ${isEnabled ? '' : 'disabled'}"
      title=${isEnabled ? strings.exportTransparent : strings.exportNotPlain}
    >
      <input
        id="export-transparent"
        type="checkbox"
        ?disabled=${!isEnabled}
        .checked=${live(form.isTransparent && isEnabled)}
        @change=${(event: Event) => {
          const isTransparent = (event.target as HTMLInputElement).checked;
          ui.export({ type: 'export-edited', change: { isTransparent } });
        }}
      />
      ${strings.exportTransparent}
    </label>
  `;
}
