import { html, type TemplateResult } from 'lit';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import {
  clear,
  largestRadius,
  redo,
  TOOLS,
  undo,
  withRadius,
  withTool,
  type Marking,
  type Tool,
} from './marking.ts';

interface ToolbarContext {
  readonly marking: Marking;
  readonly strings: PanelStrings;
  readonly change: (next: Marking) => void;
}

/** The tools, the brush size, and the buttons to undo, redo, and clear. */
export function regionToolbar(context: ToolbarContext): TemplateResult {
  const { marking, strings } = context;
  return html`
    <div class="bar">
      <fieldset class="tools">
        <legend class="visually-hidden">${strings.regionTool}</legend>
        ${TOOLS.map((tool) => toolChoice(tool, context))}
      </fieldset>
      ${brushSize(context)}
      <div class="tools">
        ${stepButton('discard', strings.regionUndo, marking.past.length === 0, undo, context)}
        ${stepButton('redo', strings.regionRedo, marking.future.length === 0, redo, context)}
        ${stepButton('clear-all', strings.regionClear, marking.strokes.length === 0, clear, context)}
      </div>
    </div>
  `;
}

function toolChoice(tool: Tool, { marking, strings, change }: ToolbarContext): TemplateResult {
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

function brushSize({ marking, strings, change }: ToolbarContext): TemplateResult {
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

function stepButton(
  icon: string,
  label: string,
  isIdle: boolean,
  take: (marking: Marking) => Marking,
  { marking, change }: ToolbarContext,
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
