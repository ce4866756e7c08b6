import { html, nothing, type TemplateResult } from 'lit';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { toolButton } from '../../shared/toolButton.ts';
import { COMPARE_MODES, type CompareMode } from './modes.ts';

export interface ZoomParts {
  readonly strings: PanelStrings;
  /** Screen px for one px of the image; undefined until it has loaded. */
  readonly scale: number | undefined;
  readonly isFitted: boolean;
  /** Does what a key does. */
  readonly press: (key: string) => void;
}

export function zoomTools({ strings, scale, isFitted, press }: ZoomParts): TemplateResult {
  const percent = scale === undefined ? '' : `${Math.round(scale * 100)}%`;
  const label = isFitted ? strings.realSize : strings.fit;
  return html`
    <span class="zoom">
      ${toolButton('zoom-out', strings.zoomOut, () => {
        press('-');
      })}
      <button
        type="button"
        class="percent"
        title=${label}
        aria-label="${percent} ${label}"
        @click=${() => {
          press('z');
        }}
      >
        ${percent}
      </button>
      ${toolButton('zoom-in', strings.zoomIn, () => {
        press('+');
      })}
    </span>
  `;
}

/** A button that shows the image before while it is held, by pointer or key. */
export function peekButton(
  isPeeking: boolean,
  strings: PanelStrings,
  peek: (isPeeking: boolean) => void,
): TemplateResult {
  const [start, end] = [true, false].map((value) => () => {
    peek(value);
  });
  return html`
    <button
      type="button"
      class="peek"
      title=${strings.holdTooltip}
      aria-pressed=${String(isPeeking)}
      @pointerdown=${start}
      @pointerup=${end}
      @pointerleave=${end}
      @blur=${end}
      @keydown=${({ key }: KeyboardEvent) => {
        if (key === ' ' || key === 'Enter') peek(true);
      }}
      @keyup=${end}
    >
      ${strings.holdForBefore}
    </button>
  `;
}

export interface ModesParts {
  readonly strings: PanelStrings;
  readonly mode: CompareMode;
  /** How much of the picture the slider or the onion skin shows: 0 to 100. */
  readonly share: number;
  readonly choose: (mode: CompareMode) => void;
  readonly split: (share: number) => void;
}

/** The ways to compare, as radio buttons, so that the arrow keys select them. */
export function modeTools({ strings, mode, share, choose, split }: ModesParts): TemplateResult {
  return html`
    <fieldset class="modes" title=${strings.modesTooltip}>
      <legend class="visually-hidden">${strings.compareHere}</legend>
      ${COMPARE_MODES.map(
        (one) =>
          html`<label class="mode">
            <input
              type="radio"
              name="mode"
              .checked=${one === mode}
              @change=${() => {
                choose(one);
              }}
            />
            ${strings[one]}
          </label>`,
      )}
    </fieldset>
    ${
      mode === 'slider' || mode === 'onionSkin'
        ? html`<input
            type="range"
            min="0"
            max="100"
            aria-label=${strings.share}
            .value=${String(share)}
            @input=${(event: Event) => {
              split(Number((event.target as HTMLInputElement).value));
            }}
          />`
        : nothing
    }
  `;
}
