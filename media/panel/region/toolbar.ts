import { html, type TemplateResult } from 'lit';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import {
  cleared,
  largestRadius,
  redone,
  TOOLS,
  undone,
  withRadius,
  withTool,
  type Marking,
  type Tool,
} from './marking.ts';

/** What every part of the bar is given. */
interface Desk {
  readonly marking: Marking;
  readonly strings: PanelStrings;
  readonly change: (next: Marking) => void;
}

/** The tools to mark a region with, and the steps back and forth. */
export function regionBar(desk: Desk): TemplateResult {
  const { marking, strings } = desk;
  return html`
    <div class="bar">
      <fieldset class="tools">
        <legend class="unseen">${strings.regionTool}</legend>
        ${TOOLS.map((tool) => toolChoice(tool, desk))}
      </fieldset>
      ${brushSize(desk)}
      <div class="tools">
        ${step('discard', strings.regionUndo, marking.past.length === 0, undone, desk)}
        ${step('redo', strings.regionRedo, marking.future.length === 0, redone, desk)}
        ${step('clear-all', strings.regionClear, marking.strokes.length === 0, cleared, desk)}
      </div>
    </div>
  `;
}

function toolChoice(tool: Tool, { marking, strings, change }: Desk): TemplateResult {
  const names = {
    rectangle: strings.regionRectangle,
    brush: strings.regionBrush,
    eraser: strings.regionEraser,
  };
  return html`<label class="tool">
    <input
      type="radio"
      name="tool"
      .checked=${tool === marking.tool}
      @change=${() => {
        change(withTool(marking, tool));
      }}
    />
    ${names[tool]}
  </label>`;
}

function brushSize({ marking, strings, change }: Desk): TemplateResult {
  return html`<label class="tool">
    ${strings.regionBrushSize}
    <input
      type="range"
      min="1"
      max=${largestRadius(marking)}
      .value=${String(marking.radius)}
      ?disabled=${marking.tool === 'rectangle'}
      @input=${(event: Event) => {
        change(withRadius(marking, Number((event.target as HTMLInputElement).value)));
      }}
    />
  </label>`;
}

function step(
  icon: string,
  label: string,
  isIdle: boolean,
  take: (marking: Marking) => Marking,
  { marking, change }: Desk,
): TemplateResult {
  return html`<vscode-button
    secondary
    icon=${icon}
    ?disabled=${isIdle}
    aria-disabled=${String(isIdle)}
    @click=${() => {
      change(take(marking));
    }}
    >${label}</vscode-button
  >`;
}
