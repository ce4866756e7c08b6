import type { PanelEnvironment } from '../../../src/panel/ask/state.ts';
import type { HostView } from '../../../src/panel/protocol.ts';
import type { RunInputs } from '../../../src/panel/results/state.ts';
import type { RunView } from '../../../src/panel/runs/protocol.ts';
import type { PanelImage } from '../../../src/panel/sources/state.ts';
import { emptyState, reduce, type PanelEvent, type PanelState } from '../../../src/panel/state.ts';
import { toView } from '../../../src/panel/view.ts';
import { translate } from '../localization.ts';

export const ENVIRONMENT: PanelEnvironment = {
  trusted: true,
  hasFolder: true,
  gateway: 'Practice',
  models: [{ id: 'm', label: 'M', aspectRatios: ['auto'], imageSizes: ['auto'] }],
  anyModel: { aspectRatios: ['auto'], imageSizes: ['auto'] },
  defaults: { model: 'm', aspectRatio: 'auto', imageSize: 'auto' },
};
const PROGRESS = { phase: 'waiting', line: 'waiting · 3 s' } as const;
export const RUN: RunView = {
  id: 'r1',
  ...PROGRESS,
  prompt: 'p',
  count: 1,
  parts: [{ ...PROGRESS, state: 'running' }],
};
export const FAILURE = { id: 'r1', text: 'No.', buttons: [] };
export const INPUTS: RunInputs = {
  prompt: 'make it gray',
  model: 'm',
  gateway: 'practice',
  aspectRatio: 'auto',
  imageSize: 'auto',
  images: ['file:///w/a.png'],
  facts: 'm · Practice · 1.0 s',
  warnings: ['Smaller.'],
};

export function panelImage(id: string, uri = `file:///w/${id}.png`): PanelImage {
  return {
    id,
    uri,
    name: `${id}.png`,
    bytes: 90,
    details: '4×3 px · PNG · 90 B',
    canPreview: true,
    mimeType: 'image/png',
  };
}

/** A result of `a.png` whose inputs are known. */
export const RESULT = { ...panelImage('out'), source: panelImage('a'), inputs: INPUTS };

/** Returns the state of an empty panel after the events. */
export function after(...events: PanelEvent[]): PanelState {
  return events.reduce(reduce, emptyState(ENVIRONMENT));
}

export function chosen(role: 'source' | 'reference', ...images: PanelImage[]): PanelEvent {
  return { kind: 'images-chosen', role, images };
}

export function began(id: string, prompt = 'p', count = 1) {
  return { kind: 'run-began', id, prompt, count } as const;
}

export function idsOf({ images }: PanelState): readonly string[] {
  return images.map(({ id }) => id);
}

export function viewOf(state: PanelState): HostView {
  return toView(state, (uri) => `webview:${uri}`, translate);
}
