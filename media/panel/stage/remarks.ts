import { html, nothing } from 'lit';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { fill } from '../../shared/fill.ts';
import { sameShape, type StageMode } from './modes.ts';
import type { Picture } from './picture.ts';
import type { Size } from './viewport.ts';

export interface Compared {
  readonly strings: PanelStrings;
  readonly mode: StageMode;
  readonly earlier: Picture | undefined;
  readonly size: Size | undefined;
  readonly beforeSize: Size | undefined;
  /** How much of the image changed; undefined until it is measured, and empty where nothing is measured. */
  readonly changed: string | undefined;
}

/** What the compared images alone don't show. */
export function viewRemarks(compared: Compared): readonly unknown[] {
  const { earlier, mode, size, beforeSize, strings, changed } = compared;
  if (earlier === undefined || mode === 'single') return [];
  const isOther = size && beforeSize && !sameShape(size, beforeSize);
  return [
    mode === 'difference' && changed !== ''
      ? html`<p role="status">${changed ?? strings.measuring}</p>`
      : nothing,
    isOther ? html`<p class="hint">${fill(strings.otherShape, earlier.name)}</p>` : nothing,
  ];
}
